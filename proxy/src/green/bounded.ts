/**
 * What a result may hold at most: some ten times of what any card prints. Deeper, longer and more is nobody's card, and
 * costs time and room in every scan.
 */
const bounds = { depth: 6, entries: 200, name: 100, text: 4_096 } as const;

/**
 * A JSON object cut to these bounds: longer texts end there, what is nested deeper, further entries and entries with
 * longer names are left out. Undefined for anything else than an object.
 */
export function boundedObject(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return objectWithin(value, bounds.depth);
}

function objectWithin(value: object, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let entries = 0;
  for (const name in value) {
    if (name === '__proto__' || name.length > bounds.name) continue;
    if (++entries > bounds.entries) break;
    const inside = within((value as Record<string, unknown>)[name], depth - 1);
    if (inside !== undefined) kept[name] = inside;
  }
  return kept;
}

function within(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > bounds.text ? value.slice(0, bounds.text) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth <= 0) return undefined;
  if (!Array.isArray(value)) return objectWithin(value, depth);
  return value.slice(0, bounds.entries).flatMap((each) => within(each, depth - 1) ?? []);
}
