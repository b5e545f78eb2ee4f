import type { FieldValue } from '@scanfill/proxy/contract';
import type { Control, Means } from './controls/control.ts';
import { loadOrders } from './dates/date-attempts.ts';
import { loadRare } from './find/collect.ts';
import { loadWords } from './find/label-path.ts';
import { isBack, type Job, labelOf, lookMs, note, restore, write, written } from './job.ts';
import type { FillOutcome, SkippedControl, Undone } from './outcome.ts';
import { nextTask, pause } from './page/dom.ts';
import { watchPerson } from './page/person.ts';
import { type Place, placeOf } from './page/place.ts';
import { watchChanges } from './page/watch.ts';
import { type Directions, placesIn } from './plan.ts';
import { undoAll } from './undo.ts';
import { missingOf, type Values, withDerived } from './values.ts';

/** How long everything may take, ms; what is still being tried then counts as refused. */
const mostMs = 6_000;

/** How often a value is begun anew where the page takes its control away: some draw it anew for every key. */
const mostTries = 6;

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
  /** From now on a form that the page draws anew is another one. */
  close(): void;
  stop(): void;
  /** Whether more could be filled if the page changed. */
  isOpen(): boolean;
};

/** Prepares filling; nothing is written yet. `changed` hears of every change of the form until it is closed. */
export function createFilling(
  place: Place,
  fields: Values,
  map: Directions,
  { overwrite, ...means }: Means & { readonly overwrite: boolean },
  changed: () => void,
): Filling {
  const values = withDerived(fields);
  const jobs: Job[] = [];
  const skips = new Map<HTMLElement, SkippedControl>();
  const placed = new Set<string>();
  const handled = new WeakSet<Element>();
  /** Once settled, a value is not written a second time: what asks for it anew may be about somebody else. */
  const hadPlace = new Set<string>();
  let isStopped = false;
  let isClosed = false;
  let hasUnnamed = false;
  let here = place();
  const root: Place = () => {
    if (!isClosed) here = place();
    return here;
  };
  /** The forms met so far, each where it stands now. */
  const forms: Place[] = [root];
  const person = watchPerson(root().ownerDocument);
  let deedsAtRest: number | undefined;
  const changes = watchChanges(root, changed);
  const isPersons = ({ members }: Control): boolean => members.some((member) => person.touched(member));
  const formOf = (element: Element): Place => {
    const form = element.closest('form') ?? root();
    const known = forms.find((place) => place() === form);
    const place = known ?? placeOf(form);
    if (!known) forms.push(place);
    return place;
  };

  const skip = (control: Control, path: string, reason: SkippedControl['reason']): void => {
    const { element } = control;
    skips.set(element, { path, element, reason, label: labelOf(control, path) });
  };
  const consider = (control: Control, path: string, value: FieldValue): Job | undefined => {
    placed.add(path);
    const attempts = control.attempts(path, value, { ...means, code: `${values.number ?? values.idNumber}` });
    const { value: attempt } = attempts.next();
    const before = control.read();
    const isOurs = written.get(control.element) === before;
    const gone = jobs.find((job) => job.isGone && job.path === path);
    if (gone) gone.isGone = false;
    for (const [element, skipped] of skips) if (skipped.path === path && !element.isConnected) skips.delete(element);
    const form = formOf(control.element);
    const fresh = attempt && { control, path, before, form, formThen: form(), attempts, attempt };
    if (gone && fresh?.attempt.holds()) {
      // The page has put another in its place, and what was written with it.
      written.set(control.element, before);
      return { ...gone, ...fresh, before: gone.before, state: 'kept' };
    }
    if (attempt && !attempt.isSlow && attempt.holds() && (isOurs || before === attempt.text)) return undefined;
    if (control.isLocked()) skip(control, path, 'locked');
    else if (!fresh) skip(control, path, 'unsuitable');
    else if ((control.isTouched() && !isOurs && !overwrite) || isPersons(control)) skip(control, path, 'typed');
    else {
      return { ...fresh, state: 'to write', behind: new Map() };
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

  /** Jobs whose form the page has drawn anew. */
  const orphans = (): readonly Job[] =>
    jobs.filter(
      ({ control, form, formThen, state }) => !control.element.isConnected && state !== 'over' && form() !== formThen,
    );
  /** What a person does may be meant to empty the form: what it asks for then may be about somebody else. */
  const isOurs = (): boolean => deedsAtRest === undefined || deedsAtRest === person.deeds();
  const fail = async (job: Job): Promise<void> => {
    job.state = 'over';
    for (let tries = 0; tries < 2 && !isBack(job) && (await restore(job)); tries++) await pause(lookMs);
    written.delete(job.control.element);
    skip(job.control, job.path, job.attempt.why ?? 'refused');
  };
  /** Whether a page shows after all what it seemed to refuse. */
  const isShown = ({ control: { element }, attempt }: Job): boolean =>
    skips.get(element)?.reason === 'refused' && !attempt.isProbe && attempt.holds() && skips.delete(element);
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
      if (isOurs())
        for (const job of orphans()) {
          job.state = 'over';
          job.isGone = true;
          hadPlace.delete(job.path);
        }
      for (const { control, wanted, value } of placesIn(root(), values, map)) {
        if (!wanted) hasUnnamed = true;
        if (!wanted || value === undefined) continue;
        const old = skips.get(control.element);
        const isAgain = old?.reason === 'unsuitable' || old?.reason === 'locked';
        if (control.members.some((member) => handled.has(member)) && !isAgain) continue;
        const gone = jobs.find((job) => job.path === wanted.path && !job.control.element.isConnected);
        if (isLater && gone && gone.form() !== formOf(control.element)()) continue;
        if (jobs.filter(({ path }) => path === wanted.path).length >= mostTries) continue;
        if (isLater && !isAgain && (hadPlace.has(wanted.path) || holdsElsewhere(wanted.path))) continue;
        if (isAgain && isPersons(control)) continue;
        for (const member of control.members) {
          skips.delete(member);
          handled.add(member);
        }
        const job = consider(control, wanted.path, value);
        if (job) jobs.push(job);
        if (job) found++;
      }
      return found;
    },
    writeAtOnce() {
      for (const job of jobs) {
        if (job.state !== 'to write' || job.attempt.isSlow) continue;
        void write(job, root(), person.without);
        job.state = 'written';
        note(job);
      }
    },
    async settle() {
      if ((await loadRare(root())) && !isStopped) self.find();
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
          if (job.attempt.isProbe || !job.attempt.holds()) await write(job, root(), person.without);
          job.state = 'written';
          note(job);
          await nextTask();
        }
        const tookMs = Date.now() - startedAt;
        await pause(Math.max(lookMs, Math.min(tookMs, 4 * lookMs)));
        await nextTask();
        for (const job of jobs) {
          if (isStopped) return;
          if (job.state === 'to write' || (job.state === 'over' && !isShown(job))) continue;
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
          await loadRare(root());
          if (!isStopped && self.find(true) > 0) isBusy = true;
        }
        quiet = isBusy ? 0 : quiet + 1;
      }
      for (const { path, state } of jobs) if (state === 'kept') hadPlace.add(path);
      deedsAtRest = person.deeds();
    },
    undo() {
      self.stop();
      return undoAll(jobs.splice(0));
    },
    close() {
      isClosed = true;
      changes.stop();
    },
    stop() {
      isStopped = true;
      person.stop();
      self.close();
    },
    isOpen: () =>
      !isClosed &&
      (missingOf(fields, placedNow(), values).length > 0 ||
        (isOurs() && orphans().length > 0) ||
        [...skips.values()].some(({ reason }) => reason === 'unsuitable' || reason === 'locked')),
  };
  return self;
}

function bySpeed(one: Job, other: Job): number {
  return Number(one.attempt.isSlow ?? false) - Number(other.attempt.isSlow ?? false);
}
