/**
 * What a control has to hold, by meaning: one of `values`, compared by letters and digits. `path`: the card's value it
 * stands for.
 */
export function is(path, ...values) {
  return { path, values: () => values };
}

/** The card's own text at `path`. */
export function same(path) {
  return { path, values: (card) => [card[path]] };
}

/** The card's date at `path`, written as `pattern` has it: `YYYY`, `MM`, `DD`, and `M`, `D` without the zero. */
export function day(path, pattern = 'YYYY-MM-DD') {
  return { path, isDay: true, values: (card) => [written(dateAt(card, path), pattern)] };
}

/** The card's date exactly as the page asks for it, signs and all. */
export function exactly(path, pattern) {
  return { ...day(path, pattern), isExact: true };
}

/**
 * One of a date's parts: `year`, `month` or `day`, in any of the spellings given for its number; its number by default.
 */
export function part(path, which, spell = (number) => [number]) {
  const index = ['year', 'month', 'day'].indexOf(which);
  return {
    path: `${path}.${which}`,
    isDay: true,
    values: (card) => spell(Number(dateAt(card, path).split('-')[index])),
  };
}

/**
 * The same, also where a plain submit sends something else than the page's state: one of `sent`, or nothing that counts
 * where null.
 */
export function sends(want, ...sent) {
  return { ...want, sent: sent[0] === null ? null : sent };
}

function dateAt(card, path) {
  return String(card[path] ?? card.birth ?? card.birthDate);
}

function written(iso, pattern) {
  const [year = '', month = '', date = ''] = iso.split('-');
  const parts = {
    YYYY: year,
    YY: year.slice(2),
    MM: month,
    M: String(Number(month)),
    DD: date,
    D: String(Number(date)),
  };
  return pattern.replace(/YYYY|YY|MM?|DD?/g, (run) => parts[run]);
}
