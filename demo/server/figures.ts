/** A figure of the proxy's metrics under its own name, with its labels. */
export type Figure = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

/**
 * What the proxy counts of scans, out of Prometheus' text exposition: neither the process's own figures nor the buckets
 * of its histograms.
 */
export function figuresOf(exposition: string): readonly Figure[] {
  return exposition.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^(scanfill_\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined || name.endsWith('_bucket')) return [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, text]) => [label, text]);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
}
