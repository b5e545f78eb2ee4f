import { type CardName, isCardName } from './cards.ts';
import { passesCheck } from './checks/check.ts';
import { contradictions } from './contradictions.ts';
import { failingParts } from './failing-parts.ts';
import { cardSpec } from './normalise.ts';
import type { Fields, Warning } from './scan.ts';
import { longTerm } from './terms.ts';

/**
 * What a person should look at in a card's fields: failed check digits, passed expiry dates, contradictions, the other
 * side of the card. `raw` is Green's object, where it shows which side was photographed; `today` is `YYYY-MM-DD`.
 */
export function assess(
  card: CardName,
  fields: Fields,
  today: string,
  raw: Readonly<Record<string, unknown>> = {},
): readonly Warning[] {
  const warnings: Warning[] = [];
  const values: Readonly<Record<string, unknown>> = fields;
  for (const [name, field] of Object.entries(cardSpec(card).fields)) {
    const value = values[name];
    if (field.check && typeof value === 'string' && !passesCheck(field.check, value, today))
      warnings.push({ code: 'check-digit', field: name });
    if (field.expires && typeof value === 'string' && value !== longTerm && value < today)
      warnings.push({ code: 'expired', field: name });
  }
  for (const field of failingParts(values)) warnings.push({ code: 'check-digit', field });
  for (const field of contradictions(card, values, today)) warnings.push({ code: 'mismatch', field });
  if (showsOtherSide(card, raw)) warnings.push({ code: 'other-side' });
  if (values.copy === true && cardSpec(card).fields.copy?.about === 'image') warnings.push({ code: 'photocopy' });
  if (values.remake === true) warnings.push({ code: 'rephotographed' });
  return warnings;
}

/** Whether Green's object holds the fields of the card's other side and none of its own, or says so itself. */
function showsOtherSide(card: CardName, raw: Readonly<Record<string, unknown>>): boolean {
  const { otherSide } = cardSpec(card);
  if (!isCardName(otherSide)) return false;
  if (raw.type === 'front' || raw.type === 'back') return !card.endsWith(raw.type);
  const own = new Set(Object.keys(cardSpec(card).fields));
  const other = Object.keys(cardSpec(otherSide).fields).filter((name) => !own.has(name));
  const printed = Object.entries(cardSpec(card).fields).filter(([, field]) => field.about !== 'image');
  const read = (name: string): boolean => typeof raw[name] === 'string' && raw[name].trim() !== '';
  return other.some(read) && !printed.some(([name]) => read(name));
}
