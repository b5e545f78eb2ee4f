import type { FieldSpec } from './card-spec.ts';
import { type CardName, cardNames, isCardName } from './cards.ts';
import { passesCheck } from './checks/check.ts';
import { cardSpec, wireNames } from './normalise.ts';
import type { DoneScan, Fields } from './scan.ts';

type Wire = Readonly<Record<string, unknown>>;

/** The numbers that tell a card by their check digit or form alone. */
const telling = [
  ['id-number', 'id-card-front'],
  ['credit-code', 'business-license'],
  ['vin', 'vehicle-vin'],
  ['plate', 'vehicle-num'],
  ['luhn', 'bank-card'],
] as const;

/**
 * Which card a picture shows that was asked as another one, where Green's object says so: by its `type`, by fields that
 * the asked card does not have while it has none of its own, or by the only value that was read. Undefined where
 * nothing does.
 */
export function shownCard(card: CardName, fields: Fields, raw: Wire, today: string): CardName | undefined {
  const { otherSide } = cardSpec(card);
  if (isCardName(otherSide)) {
    if (raw.type === 'front' || raw.type === 'back') return card.endsWith(raw.type) ? undefined : otherSide;
    if (raw.type === card) return undefined;
    if (raw.type === otherSide) return otherSide;
    if (holds(raw, namesBeside(otherSide, [card])) && !holds(raw, namesBeside(card, [otherSide]))) return otherSide;
  }
  if (!holds(raw, printedNames(card))) {
    const others = cardNames.filter((other) => other !== card && isHeldFor(other, card, raw));
    if (others.length === 1) return others[0];
  }
  return tellingNumber(card, fields, today);
}

/**
 * What Green's object, asked for `card`, holds of `other`: without what is printed on `card` alone. Undefined where it
 * holds no field by which that card could be told.
 */
export function heldFor(other: CardName, card: CardName, raw: Wire): Wire | undefined {
  if (other === card || !isHeldFor(other, card, raw)) return undefined;
  const spec = cardSpec(other);
  const known = new Set(Object.entries(spec.fields).flatMap(([name, field]) => wireNames(name, field)));
  const foreign = Object.entries(cardSpec(card).fields).flatMap(([name, field]) => wireNames(name, field));
  const gone = new Set(foreign.filter((name) => !known.has(name)));
  // What it says of the side asked for is not so of the other one.
  if (spec.fields.type?.about === 'image' && raw.type !== other && !isSideOf(other, raw.type)) gone.add('type');
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !gone.has(name)));
}

/** The card that a scan's picture shows instead of the asked one, as its warnings say. */
export function shownInstead({ card, warnings }: Pick<DoneScan, 'card' | 'warnings'>): CardName | undefined {
  for (const { code, card: shown } of warnings) {
    const { otherSide } = cardSpec(card);
    if (code === 'other-card') return shown;
    if (code === 'other-side' && isCardName(otherSide)) return otherSide;
  }
  return undefined;
}

/** Two sides of one certificate share some names; a card of another kind is told by a name that no third one has. */
function isHeldFor(other: CardName, card: CardName, raw: Wire): boolean {
  const beside = cardSpec(card).otherSide === other ? [card] : cardNames.filter((each) => each !== other);
  return holds(raw, namesBeside(other, beside));
}

function isSideOf(card: CardName, type: unknown): boolean {
  return (type === 'front' || type === 'back') && card.endsWith(type);
}

/** The only value that was read, where it is another card's number and cannot be one of this card's. */
function tellingNumber(card: CardName, fields: Fields, today: string): CardName | undefined {
  const read = printed(card).flatMap(([name, field]) => {
    const value: unknown = (fields as Wire)[name];
    return value === undefined ? [] : [{ field, value }];
  });
  const [only] = read;
  if (read.length !== 1 || !only || typeof only.value !== 'string') return undefined;
  const number = only.value.replace(/[\s-]/g, '');
  if (only.field.check && passesCheck(only.field.check, number, today)) return undefined;
  return telling.find(
    ([check]) =>
      passesCheck(check, number, today) &&
      (check === 'plate' || number.length >= leastLength) &&
      (check !== 'luhn' || !nearlyIdNumber.test(number)),
  )?.[1];
}

/** Shorter ones fit by chance: an ID number of before 1999, a card number of thirteen digits. */
const leastLength = 16;
/** One in ten ID numbers with a wrong digit would pass for a bank card's. */
const nearlyIdNumber = /^\d{6}(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d{5}$/;

function printed(card: CardName): readonly (readonly [string, FieldSpec])[] {
  return Object.entries(cardSpec(card).fields).filter(([, { about }]) => about !== 'image');
}

function printedNames(card: CardName): readonly string[] {
  return printed(card).flatMap(([name, field]) => wireNames(name, field));
}

/** The wire names of what is printed on a card and on none of the others. */
function namesBeside(card: CardName, others: readonly CardName[]): readonly string[] {
  const theirs = new Set(others.flatMap((other) => Object.keys(cardSpec(other).fields)));
  return printed(card).flatMap(([name, field]) => (theirs.has(name) ? [] : wireNames(name, field)));
}

/** A flag says nothing about what was read: it is there in any case. */
function holds(raw: Wire, names: readonly string[]): boolean {
  return names.some((name) => {
    const value = raw[name];
    return typeof value === 'string' ? value.trim() !== '' : typeof value === 'number';
  });
}
