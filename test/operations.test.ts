import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problems } from '@scanfill/proxy/contract';
import { describe, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const operations = read('docs/operations.md');
const alerts = read('examples/run/alerts.yaml');
const dashboard = read('examples/run/dashboard.json');
const metrics = read('proxy/src/metrics.ts');
const section = (title: string): string => operations.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const rows = (text: string): readonly string[] => text.split('\n').filter((line) => /^\| `/.test(line));
const firstCells = (text: string): readonly string[] =>
  rows(text).flatMap((row) => all(row.split('|')[1] ?? '', /`([\w-]+)`/g));

describe('the page for operators keeps to the code', () => {
  test('it has a row for each reason of /readyz and names those of /healthz', () => {
    const health = read('proxy/src/http/health.ts');
    const reasons = new Set([
      ...all(health, /(?:push\(|\? |: )'([a-z]+-[a-z]+|stopping|overloaded)'/g),
      ...all(read('proxy/src/green/refusal-advice.ts'), /reason: '([\w-]+)'/g),
    ]);
    for (const only of ['disk-failed', 'not-ready']) reasons.delete(only);
    expect(reasons.size).toBeGreaterThan(8);
    expect([...firstCells(section('When it is not ready'))].sort()).toEqual([...reasons].sort());
    for (const reason of ['store-failed', 'disk-failed']) expect(operations).toContain(`\`${reason}\``);
  });

  test('it has a heading for each alarm, and no other', () => {
    const named = all(alerts, /- alert: (\w+)/g);
    expect(named.length).toBeGreaterThan(8);
    expect([...all(section('Alarms'), /^### (\w+)$/gm)].sort()).toEqual([...named].sort());
  });

  test('it has a row for each problem', () => {
    expect([...firstCells(section('Problems'))].sort()).toEqual(Object.keys(problems).sort());
  });

  test('every metric that it, the alarms and the dashboard name is one of the proxy’s', () => {
    const known = new Set(all(metrics, /'(scanfill_\w+)'/g));
    const named = [operations, alerts, dashboard].flatMap((text) =>
      all(text, /\b(scanfill_\w+?)(?:_bucket)?\b(?!\w)/g),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('the files to run it with', () => {
  test('set variables that the proxy reads', () => {
    const table = read('proxy/README.md').split('## Configuration')[1]?.split('\n## ')[0] ?? '';
    const known = new Set([...all(table, /`([A-Z_]{4,})`/g), 'NODE_ENV']);
    const set = [
      ...all(read('examples/run/compose.yaml').split('\nservices:')[0] ?? '', /^ {4}([A-Z_]+):/gm),
      ...all(read('examples/run/kubernetes.yaml'), /\{ name: ([A-Z_]+), value/g),
      ...all(read('examples/run/scanfill-proxy.service'), /[= ]([A-Z_]{4,})=/g),
      ...all(read('examples/run/Dockerfile'), /(?:^ENV| )([A-Z_]{4,})=/gm),
    ];
    expect(set.length).toBeGreaterThan(30);
    expect(set.filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, '')))).toEqual([]);
  });
});
