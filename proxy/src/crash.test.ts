import { expect, test } from 'vitest';
import { failpointOf } from './crash.ts';

test('dies at the named point, at the named time, and nowhere else', async () => {
  let killed = 0;
  const failpoint = failpointOf('after-mark:2', () => {
    killed += 1;
  });
  await failpoint?.('before-mark');
  await failpoint?.('after-mark');
  expect(killed).toBe(0);
  void failpoint?.('after-mark');
  await Promise.resolve();
  expect(killed).toBe(1);
});

test('is not there without being asked for', () => {
  expect(failpointOf(undefined)).toBeUndefined();
  expect(failpointOf('')).toBeUndefined();
});
