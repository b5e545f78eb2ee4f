import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { onAbort } from './on-abort.ts';

test('whoever still waits is called, and the signal has one listener', () => {
  const controller = new AbortController();
  const { signal } = controller;
  const called: number[] = [];
  const letGo = Array.from({ length: 40 }, (_, index) => onAbort(signal, () => called.push(index)));
  for (const each of letGo.slice(2)) each();
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  controller.abort();
  expect(called).toEqual([0, 1]);
});
