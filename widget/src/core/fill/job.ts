import { type Attempt, type Attempts, type Control, isKept } from './controls/control.ts';
import { isControl } from './find/collect.ts';
import { calledOf } from './find/label.ts';
import { typeInto } from './page/events.ts';
import type { Place } from './page/place.ts';

/** One control that takes a value, and how far that has come. */
export type Job = {
  readonly control: Control;
  readonly path: string;
  readonly before: string;
  /** The form it stood in when it was found. */
  readonly form: Place;
  readonly formThen: Element;
  readonly attempts: Attempts;
  attempt: Attempt;
  state: 'to write' | 'written' | 'kept' | 'doubted' | 'over';
  /** Hidden fields that the page changed while the control was written, and what they held before. */
  readonly behind: Map<HTMLInputElement, string>;
  /** The page has taken the control away. */
  isGone?: boolean;
};

/** How long a page is given to answer a write, ms: pickers that reformat, forms that render anew. */
export const lookMs = 110;

/** What filling wrote, so that a second filling does not take it for a person's work. */
export const written = new WeakMap<Element, string>();

/** Writes down what a control holds as filling's own work. */
export function note({ control }: Job): void {
  written.set(control.element, control.read());
}

/** Writes by the job's present way, and watches what the page changes behind it. */
export function write(job: Job, root: Element, without: <T>(act: () => T) => T): void | Promise<void> {
  const hidden = [...root.querySelectorAll<HTMLInputElement>('input[type=hidden]')];
  const before = hidden.map((field) => [field, field.value] as const);
  const compare = (): void => {
    for (const [field, value] of before)
      if (field.value !== value && !job.behind.has(field) && !job.control.members.includes(field))
        job.behind.set(field, value);
  };
  const writing = without(() => job.attempt.write());
  if (writing) return writing.then(compare);
  compare();
  return undefined;
}

/** Whether a control, and what the page keeps behind it, is as it was. */
export function isBack({ control, before, behind }: Job): boolean {
  return control.read() === before && [...behind].every(([field, value]) => field.value === value);
}

/** Puts a control back, and what the page keeps behind it; false where the page offers no way. */
export async function restore({ control, before, behind }: Job): Promise<boolean> {
  const restoring = control.read() === before || control.restore(before);
  for (const [field, value] of behind) if (field.value !== value && !isKept(field)) typeInto(field, 'value', value);
  return await restoring;
}

/** What the page calls a control. */
export function labelOf({ members, offers }: Control, path: string): string {
  return calledOf(members, isControl, offers?.()) || path;
}
