import { expect, test } from 'vitest';
import rules from '../../../../examples/run/alerts.yaml?raw';
import type { Figure } from '../figures/figures.ts';
import { type Alarm, alarms, standingOf } from './alarms.ts';

const expressions = new Map(
  [...rules.matchAll(/- alert: (\w+)\n\s+expr: (.*)/g)].map(([, name = '', expr = '']) => [name, expr]),
);

test('the page has each alarm of the rules that one look can tell of, by the figure its rule asks for', () => {
  expect(alarms.map(({ name }) => name)).toEqual([...expressions.keys()].filter((name) => name !== 'ScanfillDown'));
  for (const { name, asked } of alarms) {
    const rule = expressions.get(name) ?? '';
    expect(rule).toContain(asked.name);
    for (const [label, text] of Object.entries(asked.labels ?? {})) expect(rule).toContain(`${label}="${text}"`);
  }
});

const named = (wanted: string): Alarm => {
  const alarm = alarms.find(({ name }) => name === wanted);
  if (!alarm) throw new Error(`No alarm ${wanted}`);
  return alarm;
};
const figure = (name: string, value: number, labels: Figure['labels'] = {}): Figure => ({ name, labels, value });

test('a gauge over its bound rings, at it not yet', () => {
  const waiting = (seconds: number) =>
    standingOf(named('ScanfillWaitingLong'), [figure('scanfill_oldest_queued_seconds', seconds)]).standing;
  expect([waiting(0), waiting(120), waiting(121)]).toEqual(['quiet', 'quiet', 'rings']);
});

test('of a count one look can only say that it cannot ring yet', () => {
  const failed = (count: number) =>
    standingOf(named('ScanfillFailures'), [
      figure('scanfill_scans_ended_total', count, { state: 'failed', code: 'green-failed' }),
      figure('scanfill_scans_ended_total', 400, { state: 'done', code: '' }),
    ]);
  expect(failed(5)).toEqual({ standing: 'quiet', value: 5 });
  expect(failed(6)).toEqual({ standing: 'may-ring', value: 6 });
});

test('without a ceiling of the day there is nothing to watch', () => {
  expect(standingOf(named('ScanfillDailyCeiling'), []).standing).toBe('absent');
});
