import { expect, test } from 'vitest';
import { figuresOf } from './figures.ts';

test('figures keep the names and labels of the exposition; the process’s own and the buckets are left out', () => {
  const exposition = [
    '# HELP scanfill_green_calls_total Calls of Green by operation and outcome.',
    '# TYPE scanfill_green_calls_total counter',
    'scanfill_green_calls_total{operation="submit",outcome="accepted"} 3',
    'scanfill_circuit_open 0',
    'scanfill_scan_seconds_bucket{le="0.5"} 2',
    'scanfill_scan_seconds_sum 1.25',
    'process_cpu_seconds_total 4',
    '',
  ].join('\n');
  expect(figuresOf(exposition)).toEqual([
    { name: 'scanfill_green_calls_total', labels: { operation: 'submit', outcome: 'accepted' }, value: 3 },
    { name: 'scanfill_circuit_open', labels: {}, value: 0 },
    { name: 'scanfill_scan_seconds_sum', labels: {}, value: 1.25 },
  ]);
});
