/** Line ends and other gaps: words on either side stay apart. */
const gaps = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Controls, marks that turn the direction of what follows, and tags that nobody sees. */
const unseen = /[\p{Cc}\p{Bidi_Control}\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * A text as it is safe to show and to log: without NUL, control and bidirectional characters, its lines joined by a
 * space each.
 */
export function cleanText(text: string): string {
  return text.replace(gaps, ' ').replace(unseen, '');
}

/** An object whose texts and names are clean, however deep they stand. */
export function cleanObject(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [cleanText(name), cleaned(each)]));
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === 'object' && value !== null ? cleanObject({ ...value }) : value;
}
