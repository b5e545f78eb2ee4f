import { expect, test } from 'vitest';
import type { Quad } from '../edges/quad.ts';
import { inVideo, judgeOutline } from './outline.ts';

const look = { width: 400, height: 252 };

function card(width: number, dx = 0): Quad {
  const [left, top, height] = [50 + dx, 40, width / 1.6];
  return [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: top + height },
    { x: left, y: top + height },
  ];
}

test('a card is near from a third of the picture on', () => {
  expect(judgeOutline(undefined, card(260), look)?.near).toBe(true);
  expect(judgeOutline(undefined, card(200), look)?.near).toBe(false);
  expect(judgeOutline(card(200), undefined, look)).toBeUndefined();
});

test('an outline is steady when it has hardly moved since the last look', () => {
  expect(judgeOutline(undefined, card(260), look)?.steady).toBe(false);
  expect(judgeOutline(card(260), card(260, 2), look)?.steady).toBe(true);
  expect(judgeOutline(card(260), card(260, 12), look)?.steady).toBe(false);
});

test('its corners lie in the video where they were seen', () => {
  const [first, , third] = inVideo(card(200), look, { x: 100, y: 60, width: 1_200, height: 756 });
  expect(first).toEqual({ x: 250, y: 180 });
  expect(third).toEqual({ x: 850, y: 555 });
});
