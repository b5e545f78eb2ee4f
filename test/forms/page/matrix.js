import { held, hold } from './hold.js';
import { openPopups, screenOf } from './screen.js';
import { idFront, idFrontEarly } from './specimen.js';

/** How long a build without a settled answer is given, and how long any page is given to come to rest, in ms. */
const unsettledMs = 700;
const restMs = 150;
const settleLimitMs = 20_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Makes a library's controls known to the runner, which asks the page for one at a time. */
export function expose(controls) {
  globalThis.matrix = {
    list: () => controls.map((control) => ({ id: control.id, cards: cardsOf(control).length })),
    run: (id, index) =>
      run(
        controls.find((control) => control.id === id),
        index,
      ),
  };
}

/** A control that takes a date is filled with two: the day of one can be a month as well. */
function cardsOf(control) {
  if (control.cards) return control.cards;
  const takesDay = Object.values(control.wants ?? {}).some((want) => want.isDay);
  return takesDay ? [idFront, idFrontEarly] : [idFront];
}

async function run(control, index) {
  const card = cardsOf(control)[index];
  const app = document.getElementById('app');
  if (control.lang) document.documentElement.lang = control.lang;
  hold(() => Object.fromEntries(entriesOf(formIn(app))));
  await control.mount(app);
  await sleep(control.readyMs ?? 120);
  const { fillForm } = await import(/* @vite-ignore */ new URL('/widget/core.js', location.href).href);
  const form = () => formIn(app);
  const look = () => ({
    held: held(),
    form: Object.fromEntries(entriesOf(form())),
    screen: screenOf(app),
  });

  const before = look();
  const fill = control.fill ?? (() => fillForm(form(), card, control.map ?? {}, control.options ?? {}));
  const startedAt = performance.now();
  const result = await fill({ fillForm, form: form(), card });
  const settled = await settledOf(result);
  const tookMs = Math.round(performance.now() - startedAt);
  if (control.afterwards) await control.afterwards({ app, sleep });
  await sleep(control.restMs ?? restMs);
  const after = look();
  const popups = openPopups();

  const undoing = await Promise.race([result.undo?.(), sleep(settleLimitMs)]);
  await sleep(control.restMs ?? restMs * 2);
  const undone = look();
  return {
    wants: Object.entries(control.wants ?? {}).map(([key, want]) => ({
      key,
      path: want.path,
      values: want.values(card),
      isExact: want.isExact === true,
      ...(want.sent === undefined ? {} : { sent: want.sent }),
    })),
    left: control.left ?? [],
    isLater: control.afterwards !== undefined,
    before,
    after,
    undone,
    popups,
    tookMs,
    report: { filled: said(settled.filled), skipped: said(settled.skipped), missing: said(settled.missing) },
    kept: said(undoing?.kept),
  };
}

/** The form of a page, or what a page without one would hand over. */
function formIn(app) {
  return app.querySelector('form, [data-form]') ?? app;
}

function entriesOf(form) {
  if (!(form instanceof HTMLFormElement)) return [];
  const entries = new Map();
  for (const [name, value] of new FormData(form)) entries.set(name, [...(entries.get(name) ?? []), String(value)]);
  return [...entries].map(([name, values]) => [name, values.length > 1 ? values : values[0]]);
}

async function settledOf(result) {
  if (!result.settled) {
    await sleep(unsettledMs);
    return result;
  }
  const settled = await Promise.race([result.settled, sleep(settleLimitMs)]);
  if (!settled) throw new Error(`The result did not settle within ${settleLimitMs} ms.`);
  return settled;
}

/** What was said of each place: path, value or reason. */
function said(entries = []) {
  return entries.map((entry) =>
    typeof entry === 'string' ? { path: entry } : { path: entry.path, value: entry.value, reason: entry.reason },
  );
}
