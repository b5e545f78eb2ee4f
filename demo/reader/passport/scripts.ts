/**
 * Passports that print names and places in a script neither recogniser knows: Cyrillic. What stands there in it comes
 * out as other letters.
 */
const unread: ReadonlySet<string> = new Set(['RUS', 'UKR', 'BLR', 'BGR', 'KAZ', 'KGZ', 'TJK', 'MKD', 'SRB', 'MNG']);

/** Whether a country's passports print values that neither recogniser can read. */
export function isUnreadable(issuer: string): boolean {
  return unread.has(issuer);
}

/**
 * Of a value printed in such a passport only the part that can be right: the Latin one behind a stroke, or a number;
 * `undefined` without.
 */
export function readablePart(value: string, issuer: string): string | undefined {
  if (!isUnreadable(issuer)) return value;
  const latin = /\/\s*([A-Z][A-Z .,'-]*)$/.exec(value)?.[1];
  // The country alone is no place: М. ЛЬВІВ/UKR.
  if (latin === issuer) return undefined;
  return latin ?? (/^\d+$/.test(value) ? value : undefined);
}
