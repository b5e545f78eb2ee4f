/** A figure of the proxy's metrics under its own name, with its labels. */
export type Figure = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

/** What is asked for: all figures of a name that have these labels. */
export type Asked = { readonly name: string; readonly labels?: Readonly<Record<string, string>> };

/** The figures of this name with these labels. */
export function figuresOf(figures: readonly Figure[], { name, labels = {} }: Asked): readonly Figure[] {
  const wanted = Object.entries(labels);
  return figures.filter((figure) => figure.name === name && wanted.every(([key, text]) => figure.labels[key] === text));
}

/** Their sum; 0 where nothing of the kind was counted yet. */
export function sumOf(figures: readonly Figure[], asked: Asked): number {
  return figuresOf(figures, asked).reduce((sum, { value }) => sum + value, 0);
}

/** By how much a sum has grown. */
export function growthOf(before: readonly Figure[], after: readonly Figure[], asked: Asked): number {
  return sumOf(after, asked) - sumOf(before, asked);
}

/** How an asked figure is written in Prometheus' own words. */
export function nameOf({ name, labels = {} }: Asked): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}
