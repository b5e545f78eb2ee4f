/**
 * What the page on show would submit: a value, or a function that looks. Each page says it in its library's own terms.
 */
let truth;

export function hold(value) {
  truth = value;
}

/** The truth as plain JSON: a date as the calendar day it means where the person is, nothing as null. */
export function held() {
  return plainOf(typeof truth === 'function' ? truth() : truth);
}

/** The calendar day of a Date that stands for a moment in local time, as most pickers hold it. */
export function dayOf(date) {
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) return null;
  const two = (number) => String(number).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The calendar day of a Date that stands for midnight in Greenwich, as `valueAsDate` gives it. */
export function utcDayOf(date) {
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 10) : null;
}

function plainOf(value) {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return typeof value === 'function' ? null : value;
  if (value instanceof Date) return dayOf(value);
  if (value.$d instanceof Date) return dayOf(value.$d);
  if ('calendar' in value && 'era' in value) return String(value).slice(0, 10);
  if (Array.isArray(value)) {
    const items = value.map(plainOf);
    return items.every((item) => item === null) ? null : items;
  }
  const entries = Object.entries(value).map(([key, one]) => [key, plainOf(one)]);
  return Object.fromEntries(entries.filter(([, one]) => one !== null));
}
