import { expect, test } from 'vitest';
import { type Figure, growthOf, nameOf, sumOf } from './figures.ts';

const calls = (operation: string, outcome: string, value: number): Figure => ({
  name: 'calls',
  labels: { operation, outcome },
  value,
});

test('figures are summed over the labels that were not asked for', () => {
  const figures = [calls('submit', 'accepted', 2), calls('submit', 'unknown', 1), calls('query', 'answered', 5)];
  expect(sumOf(figures, { name: 'calls', labels: { operation: 'submit' } })).toBe(3);
  expect(sumOf(figures, { name: 'calls' })).toBe(8);
});

test('what was never counted is none, and its growth begins there', () => {
  const asked = { name: 'calls', labels: { operation: 'query' } };
  expect(sumOf([], asked)).toBe(0);
  expect(growthOf([], [calls('query', 'answered', 2)], asked)).toBe(2);
});

test('a figure is named as Prometheus names it', () => {
  expect(nameOf({ name: 'calls', labels: { operation: 'query' } })).toBe('calls{operation="query"}');
  expect(nameOf({ name: 'calls' })).toBe('calls');
});
