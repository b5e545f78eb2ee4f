import { assess, normalise } from '@scanfill/proxy/contract';

/** How specimens are photographed, in the table's order. */
export const conditions = ['clean', 'photo', 'turned', 'tilted', 'low-light', 'small'];

/** Cards whose fields truly stand on other certificates: asking for them there invents nothing. */
export const printedElsewhere = {
  'vehicle-num': ['vehicle-license-front', 'vehicle-license-back', 'vehicle-num'],
  'vehicle-vin': ['vehicle-license-front', 'vehicle-vin'],
};

// Certainties and the angle are the reader's own words, not the document's.
const unprinted = ['angle', 'copy', 'remake', 'numberValid', 'rate', 'vehicleTypeRate', 'type'];

/** A value for comparing: full-width forms and spaces do not count. */
function plainValue(value) {
  return typeof value === 'string' ? value.normalize('NFKC').replace(/\s+/g, '').toUpperCase() : JSON.stringify(value);
}

/**
 * How many of a specimen's fields an answer got exactly right; the values that are wrong, each with what was printed;
 * and how many of those came without any warning about their field, so that nobody would look.
 */
export function score(card, truth, info) {
  const today = new Date().toISOString().slice(0, 10);
  const { fields, warnings } = normalise(card, info, today);
  const warned = new Set([...warnings, ...assess(card, fields, today, info)].map(({ field }) => field));
  const names = Object.keys(truth).filter((name) => !(unprinted.includes(name) && card !== 'passport'));
  const isRight = (name) => plainValue(truth[name]) === plainValue(fields[name]);
  const wrong = names.filter((name) => fields[name] !== undefined && !isRight(name));
  return {
    fields: names.length,
    right: names.filter(isRight).length,
    wrong: Object.fromEntries(wrong.map((name) => [name, [fields[name], truth[name]]])),
    silent: wrong.filter((name) => !warned.has(name)).length,
  };
}

/** The fields an answer claims to have read off a picture that holds none. */
export function invented(card, info) {
  const { fields } = normalise(card, info, new Date().toISOString().slice(0, 10));
  return Object.keys(fields).filter((name) => !(unprinted.includes(name) && card !== 'passport'));
}
