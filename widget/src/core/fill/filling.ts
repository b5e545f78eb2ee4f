import type { FieldValue } from '@scanfill/proxy/contract';
import { type Attempt, type Attempts, type Control, isKept, type Means } from './controls/control.ts';
import { loadOrders } from './dates/date-attempts.ts';
import { isControl, loadRare } from './find/collect.ts';
import { calledOf } from './find/label.ts';
import { loadWords } from './find/label-path.ts';
import { nextTask, pause } from './page/dom.ts';
import { typeInto } from './page/events.ts';
import { changing } from './page/watch.ts';
import { type Directions, placesIn } from './plan.ts';
import { missingOf, type Values, withDerived } from './values.ts';

/** A control that holds a value. */
export type FilledControl = { readonly path: string; readonly element: HTMLElement; readonly value: string };

/** A control that could not be emptied again; `label` is what the page calls it. */
type KeptControl = FilledControl & { readonly label: string };

/**
 * A control left alone: a person had `typed` something else, it is `locked` (disabled or read-only), the value is
 * `unsuitable` for it, or the page `refused` it: what was written was not kept, in no spelling, and is gone again.
 */
export type SkippedControl = {
  readonly path: string;
  readonly element: HTMLElement;
  readonly reason: 'typed' | 'locked' | 'unsuitable' | 'refused';
  /** What the page calls it, for words to a person. */
  readonly label: string;
};

/** What became of a card's fields after every control was looked at. */
export type FillOutcome = {
  readonly filled: readonly FilledControl[];
  readonly skipped: readonly SkippedControl[];
  /** Fields of the card for which the form has no place. */
  readonly missing: readonly string[];
};

/** What undoing left: controls the page offers no way to empty again. */
export type Undone = { readonly kept: readonly KeptControl[] };

type Job = {
  readonly control: Control;
  readonly path: string;
  readonly before: string;
  /** The form it stood in when it was found. */
  readonly form: Element | null;
  readonly attempts: Attempts;
  attempt: Attempt;
  state: 'to write' | 'written' | 'kept' | 'doubted' | 'over';
  /** Hidden fields that the page changed while the control was written, and what they held before. */
  readonly behind: Map<HTMLInputElement, string>;
  /** The page has taken the control away. */
  isGone?: boolean;
};

/** How long a page is given to answer a write, ms: pickers that reformat, forms that render anew. */
const lookMs = 110;
/** How long everything may take, ms; what is still being tried then counts as refused. */
const mostMs = 6_000;

/** What this module wrote, so that a second filling does not take it for a person's work. */
const written = new WeakMap<Element, string>();

/**
 * The work of filling one form from one card: written at once or in tasks, looked at, tried otherwise, told, and taken
 * back.
 */
export type Filling = {
  outcome(): FillOutcome;
  /**
   * Looks for controls without a value yet; the number of those to write. `isLater`: what came after the first look.
   */
  find(isLater?: boolean): number;
  /** Writes what can be written in the present task. */
  writeAtOnce(): void;
  /** Writes the rest one by one, looks, and tries otherwise what was not kept. */
  settle(): Promise<void>;
  undo(): Promise<Undone>;
  stop(): void;
  /** Whether more could be filled if the page changed. */
  isOpen(): boolean;
};

/** Prepares filling; nothing is written yet. */
export function createFilling(
  root: Element,
  fields: Values,
  map: Directions,
  { overwrite, ...means }: Means & { readonly overwrite: boolean },
): Filling {
  const values = withDerived(fields);
  const jobs: Job[] = [];
  const skips = new Map<HTMLElement, SkippedControl>();
  const placed = new Set<string>();
  const handled = new WeakSet<Element>();
  /** Once settled, a value is not written a second time: what asks for it anew may be about somebody else. */
  const hadPlace = new Set<string>();
  let isStopped = false;
  let hasUnnamed = false;
  const unwatch = watchPerson(root);
  const changes = watchChanges(root);
  const isPersons = ({ members }: Control): boolean => members.some((member) => unwatch.touched(member));

  const skip = (control: Control, path: string, reason: SkippedControl['reason']): void => {
    const { element } = control;
    skips.set(element, { path, element, reason, label: labelOf(control, path) });
  };
  const consider = (control: Control, path: string, value: FieldValue): Job | undefined => {
    placed.add(path);
    const attempts = control.attempts(path, value, means);
    const { value: attempt } = attempts.next();
    const before = control.read();
    const isOurs = written.get(control.element) === before;
    const gone = jobs.find((job) => job.isGone && job.path === path);
    if (gone) gone.isGone = false;
    if (gone && attempt?.holds()) {
      // The page has put another in its place, and what was written with it.
      written.set(control.element, before);
      return { ...gone, control, attempts, attempt, state: 'kept' };
    }
    if (attempt && !attempt.isSlow && attempt.holds() && (isOurs || before === attempt.text)) return undefined;
    if (control.isLocked()) skip(control, path, 'locked');
    else if (!attempt) skip(control, path, 'unsuitable');
    else if ((control.isTouched() && !isOurs && !overwrite) || isPersons(control)) skip(control, path, 'typed');
    else {
      const form = control.element.closest('form');
      return { control, path, before, form, attempts, attempt, state: 'to write', behind: new Map() };
    }
    return undefined;
  };
  const holdsElsewhere = (path: string): boolean =>
    jobs.some((job) => job.path === path && job.state !== 'over' && job.control.element.isConnected);

  /** Where a control was taken away while it was filled, and none came for it, there is no place. */
  const placedNow = (): ReadonlySet<string> => {
    const lost = jobs.filter(({ isGone, path }) => isGone && !holdsElsewhere(path)).map(({ path }) => path);
    return new Set([...placed].filter((path) => !lost.includes(path)));
  };

  const note = (job: Job): void => {
    written.set(job.control.element, job.control.read());
  };
  const write = (job: Job): void | Promise<void> => {
    const before = hiddenIn(root).map((field) => [field, field.value] as const);
    const compare = (): void => {
      for (const [field, value] of before)
        if (field.value !== value && !job.behind.has(field) && !job.control.members.includes(field))
          job.behind.set(field, value);
    };
    const writing = unwatch.without(() => job.attempt.write());
    if (writing) return writing.then(compare);
    compare();
    return undefined;
  };
  const isBack = ({ control, before, behind }: Job): boolean =>
    control.read() === before && [...behind].every(([field, value]) => field.value === value);
  /** Puts a control back, and what the page keeps behind it; false where the page offers no way. */
  const restore = async ({ control, before, behind }: Job): Promise<boolean> => {
    const restoring = control.read() === before || control.restore(before);
    for (const [field, value] of behind) if (field.value !== value && !isKept(field)) typeInto(field, 'value', value);
    return await restoring;
  };
  const fail = async (job: Job): Promise<void> => {
    job.state = 'over';
    for (let tries = 0; tries < 2 && !isBack(job) && (await restore(job)); tries++) await pause(lookMs);
    written.delete(job.control.element);
    skip(job.control, job.path, job.attempt.why ?? 'refused');
  };
  const goOn = async (job: Job, isKept: boolean): Promise<void> => {
    await loadOrders();
    const next = job.attempts.next(isKept);
    // The last one is looked at once more: a slow page may only just be answering.
    if (next.done && job.state !== 'doubted') {
      job.state = 'doubted';
      return;
    }
    if (next.done) return await fail(job);
    job.attempt = next.value;
    job.state = 'to write';
  };

  const self: Filling = {
    outcome: () => ({
      filled: jobs
        .filter(({ state, attempt }) => state !== 'over' && !(state === 'to write' && attempt.isSlow))
        .map(({ path, control, attempt }) => ({ path, element: control.element, value: attempt.text })),
      skipped: [...skips.values()],
      missing: missingOf(fields, placedNow(), values),
    }),
    find(isLater = false) {
      let found = 0;
      for (const { control, wanted, value } of placesIn(root, values, map)) {
        if (!wanted) hasUnnamed = true;
        if (!wanted || value === undefined) continue;
        const old = skips.get(control.element);
        const isAgain = old?.reason === 'unsuitable' || old?.reason === 'locked';
        if (control.members.some((member) => handled.has(member)) && !isAgain) continue;
        const gone = jobs.find((job) => job.path === wanted.path && !job.control.element.isConnected);
        if (isLater && gone && gone.form !== control.element.closest('form')) continue;
        if (isLater && !isAgain && (hadPlace.has(wanted.path) || holdsElsewhere(wanted.path))) continue;
        if (isAgain && isPersons(control)) continue;
        skips.delete(control.element);
        for (const member of control.members) handled.add(member);
        const job = consider(control, wanted.path, value);
        if (job) jobs.push(job);
        if (job) found++;
      }
      return found;
    },
    writeAtOnce() {
      for (const job of jobs) {
        if (job.state !== 'to write' || job.attempt.isSlow) continue;
        void write(job);
        job.state = 'written';
        note(job);
      }
    },
    async settle() {
      if ((await loadRare(root)) && !isStopped) self.find();
      if (hasUnnamed && (await loadWords()) && !isStopped) self.find();
      const beganAt = Date.now();
      for (let quiet = 0; quiet < 2 && !isStopped; ) {
        let isBusy = false;
        const startedAt = Date.now();
        for (const job of jobs.filter(({ state }) => state === 'to write').sort(bySpeed)) {
          if (isStopped) return;
          if (isPersons(job.control)) {
            job.state = 'over';
            skip(job.control, job.path, 'typed');
            continue;
          }
          if (Date.now() - beganAt > mostMs) {
            await fail(job);
            continue;
          }
          isBusy = true;
          // Not where a slow page has come to it after all: a person may be at it by now.
          if (job.attempt.isProbe || !job.attempt.holds()) await write(job);
          job.state = 'written';
          note(job);
          await nextTask();
        }
        const tookMs = Date.now() - startedAt;
        await pause(Math.max(lookMs, Math.min(tookMs, 4 * lookMs)));
        await nextTask();
        for (const job of jobs) {
          if (isStopped) return;
          if (job.state === 'to write' || job.state === 'over') continue;
          if (!job.control.element.isConnected) {
            // Where the page has put another in its place, the next look finds that.
            job.state = 'over';
            job.isGone = true;
            continue;
          }
          const isKept = job.attempt.holds();
          // What they have changed is theirs, even where it means the same.
          const isTheirs = isPersons(job.control) && job.control.read() !== written.get(job.control.element);
          if (isTheirs) job.state = 'over';
          else if (isKept && !job.attempt.isProbe) job.state = 'kept';
          else if (isPersons(job.control)) job.state = 'over';
          else if (Date.now() - beganAt > mostMs) await fail(job);
          else {
            isBusy = true;
            await goOn(job, isKept);
          }
          if (job.state === 'kept') note(job);
        }
        if (changes.seen()) {
          await loadRare(root);
          if (!isStopped && self.find(true) > 0) isBusy = true;
        }
        quiet = isBusy ? 0 : quiet + 1;
      }
      for (const { path, state } of jobs) if (state === 'kept') hadPlace.add(path);
    },
    async undo() {
      self.stop();
      // Also what was being tried when the person had enough; the last first, others may hang on the earlier ones.
      const all = jobs.splice(0).reverse();
      const back = all.filter(({ state, control }) => state !== 'over' && written.has(control.element));
      const gone = [
        ...all.filter(({ isGone }) => isGone),
        ...back.filter(({ control }) => !control.element.isConnected),
      ];
      const isMine = ({ control }: Job): boolean => control.read() === written.get(control.element);
      const mine = back.filter((job) => job.control.element.isConnected && !isBack(job) && isMine(job));
      const refused = new Set<Job>();
      const put = async (job: Job): Promise<void> => {
        if (!(await restore(job))) refused.add(job);
      };
      // Begun in this task, so that a page that looks right away finds its form as it was.
      await Promise.all(mine.map(put));
      for (const { control } of back) written.delete(control.element);
      for (let round = 0; round < 2; round++) {
        await pause(lookMs);
        for (const job of mine.filter((one) => !isBack(one) && !refused.has(one) && one.control.element.isConnected)) {
          await put(job);
          await nextTask();
        }
      }
      // A picker that lets nothing go shows it again a moment after it was left.
      if (mine.length > 0) await pause(lookMs);
      // Of what is no longer there nobody can tell that the page has forgotten it.
      const isStill = (job: Job): boolean =>
        job.control.element.isConnected ? mine.includes(job) && (refused.has(job) || !isBack(job)) : gone.includes(job);
      const stayed = all.filter(isStill).reverse();
      const kept = stayed.map(({ path, control, attempt }): KeptControl => {
        const { element } = control;
        return { path, element, value: attempt.text, label: labelOf(control, path) };
      });
      return { kept };
    },
    stop() {
      isStopped = true;
      unwatch.stop();
      changes.stop();
    },
    isOpen: () =>
      !isStopped &&
      (missingOf(fields, placed, values).length > 0 ||
        [...skips.values()].some(({ reason }) => reason === 'unsuitable' || reason === 'locked')),
  };
  return self;
}

/** What the page calls a control. */
function labelOf({ members, offers }: Control, path: string): string {
  return calledOf(members, isControl, offers?.()) || path;
}

function bySpeed(one: Job, other: Job): number {
  return Number(one.attempt.isSlow ?? false) - Number(other.attempt.isSlow ?? false);
}

function hiddenIn(root: Element): readonly HTMLInputElement[] {
  return [...root.querySelectorAll<HTMLInputElement>('input[type=hidden]')];
}

/** What a person does in a form while and after it is filled is theirs. */
function watchPerson(root: Element) {
  const touched = new Set<EventTarget>();
  let isOurs = false;
  const listen = (event: Event): void => {
    const [target] = event.composedPath();
    if (event.isTrusted && target && !isOurs) touched.add(target);
  };
  const types = ['input', 'change', 'click'];
  for (const type of types) root.ownerDocument.addEventListener(type, listen, true);
  return {
    /** Does something whose events are nobody's: browsers vouch for the `change` that follows a script's click. */
    without<T>(act: () => T): T {
      isOurs = true;
      try {
        return act();
      } finally {
        isOurs = false;
      }
    },
    touched: (element: Element): boolean =>
      [...touched].some((target) => element === target || element.contains(target as Node)),
    stop() {
      for (const type of types) root.ownerDocument.removeEventListener(type, listen, true);
    },
  };
}

/** Whether the form's elements, or what a person sees of them, have changed since asked last. */
function watchChanges(root: Element): { seen(): boolean; stop(): void } {
  let isChanged = true;
  const Observer = (root.ownerDocument.defaultView ?? window).MutationObserver;
  const observer = new Observer(() => {
    isChanged = true;
  });
  observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: changing });
  return {
    seen() {
      const was = isChanged || observer.takeRecords().length > 0;
      isChanged = false;
      return was;
    },
    stop: () => observer.disconnect(),
  };
}
