import { parseMrzLine2 } from './checks/mrz.ts';

/**
 * The fields of a passport that say the same as its second machine-readable line (ICAO 9303-4 §4.2.2), where the part's
 * own check digit fails: the line is flagged as a whole, but it is these that a form takes.
 */
export function failingParts(values: Readonly<Record<string, unknown>>): readonly string[] {
  const line = typeof values.line1 === 'string' ? parseMrzLine2(values.line1) : undefined;
  if (line === undefined) return [];
  const parts = [
    { field: 'personId', said: line.number, fits: line.fits.number },
    { field: 'birthDate', said: line.birth, fits: line.fits.birth },
    { field: 'expireDate', said: line.expiry, fits: line.fits.expiry },
  ];
  return parts.flatMap(({ field, said, fits }) => {
    const value = values[field];
    const same = typeof value === 'string' && said !== '' && value.replace(/[\s-]/g, '').endsWith(said);
    return same && !fits ? [field] : [];
  });
}
