import type { CardName } from './cards.ts';
import { passesCheck } from './checks/check.ts';
import { contradictions } from './contradictions.ts';
import { failingParts } from './failing-parts.ts';
import { cardSpec } from './normalise.ts';
import type { Fields, Warning } from './scan.ts';
import { shownCard } from './shown-card.ts';
import { longTerm } from './terms.ts';

/**
 * What a person should look at in a card's fields: failed check digits, passed expiry dates, contradictions, another
 * side or card. `raw` is Green's object, where it shows which side was photographed; `today` is `YYYY-MM-DD`.
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
  const shown = shownCard(card, fields, raw, today);
  if (shown !== undefined)
    warnings.push(shown === cardSpec(card).otherSide ? { code: 'other-side' } : { code: 'other-card', card: shown });
  if (values.copy === true && cardSpec(card).fields.copy?.about === 'image') warnings.push({ code: 'photocopy' });
  if (values.remake === true) warnings.push({ code: 'rephotographed' });
  return warnings;
}
