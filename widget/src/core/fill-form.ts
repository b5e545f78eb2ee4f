import type { CardName, DoneScan, FieldName, Fields, FieldValue } from '@scanfill/proxy/contract';
import { createFilling } from './fill/filling.ts';
import { loadRare } from './fill/find/collect.ts';
import type { FilledControl, FillOutcome, SkippedControl, Undone } from './fill/outcome.ts';
import { placeOf } from './fill/page/place.ts';
import { watchEnd } from './fill/page/watch.ts';
import type { Values } from './fill/values.ts';

export type { FilledControl, FillOutcome, SkippedControl, Undone } from './fill/outcome.ts';

/**
 * Beside the card's fields: what is derived from them. A part of a date is `birth.year`, `birth.month`, `birth.day`.
 */
export type FillPath<C extends CardName = CardName> =
  | FieldName<C>
  | `${FieldName<C> | 'birth'}.${'year' | 'month' | 'day' | 'length' | 'width' | 'height'}`
  | `address.${'province' | 'city' | 'district' | 'area'}`
  | 'sex'
  | 'birth'
  | 'name'
  | 'surname'
  | 'givenName'
  | 'citizenship'
  | 'longTerm';

/**
 * Where values go: a control's name, a selector, the element itself, or null for nowhere. What is not named here finds
 * its place by itself.
 */
export type FillMap<C extends CardName = CardName> = { readonly [P in FillPath<C>]?: string | Element | null };

export type FillOptions = {
  /** Also replaces what a person typed or chose; false unless told. */
  readonly overwrite?: boolean;
  /**
   * Whether lists drawn by the page (`role=combobox`, `aria-haspopup=listbox`) are opened to choose from; true unless
   * told.
   */
  readonly choices?: boolean;
  /**
   * Whether a text may be typed into such a list's search where its options cannot be reached otherwise; true unless
   * told.
   */
  readonly search?: boolean;
  /** Whether controls that come later are filled too, until the form is submitted or reset; true unless told. */
  readonly watch?: boolean;
  /** Called when the outcome has changed after it had settled: a control came later, and was filled or skipped. */
  readonly onLater?: (outcome: FillOutcome) => void;
};

/** What `fillForm` did. */
export type FillResult = {
  /** Written in the same task, not yet looked at. */
  readonly filled: readonly FilledControl[];
  readonly skipped: readonly SkippedControl[];
  /**
   * What became of it: each control was looked at again, what the page did not keep was tried otherwise or emptied.
   * Never rejects.
   */
  readonly settled: Promise<FillOutcome>;
  /** Puts back what was there, save where a person has changed it since; tells what cannot be taken back. */
  undo(): Promise<Undone>;
  /** Fills no control that comes later. */
  stop(): void;
};

/**
 * Writes a scan's fields into a form's controls: by `map`, else `data-scanfill`, else the autofill token, else the
 * control's name or id in its common spellings, else its label. `form` may be any element, or a frame of the same
 * origin; a form's controls elsewhere on the page count. Also fills what follows from the fields: sex and birth from
 * an ID number, the parts of a name or a date. The page hears the events of somebody typing who goes on to the next
 * control. Call it from a task of your own, not from within a handler that renders the form.
 */
export function fillForm<C extends CardName = CardName>(
  form: Element,
  source: DoneScan<C> | Fields<C> | Readonly<Record<string, FieldValue | undefined>>,
  map: FillMap<C> = {},
  options: FillOptions = {},
): FillResult {
  return startFilling(form, source, map, options, true);
}

/**
 * The same in tasks of its own, one control after the other: what the widget does. `filled` is empty until it has
 * settled. `find` looks the form up again where the page has thrown it away.
 */
export function fillInTasks<C extends CardName = CardName>(
  form: Element,
  source: DoneScan<C> | Fields<C>,
  map: FillMap<C> = {},
  options: FillOptions = {},
  find?: () => Element | undefined,
): FillResult {
  return startFilling(form, source, map, options, false, find);
}

/** How long a page is given to come to rest before it is looked at again, ms. */
const restMs = 120;

function startFilling(
  form: Element,
  source: object,
  map: object,
  options: FillOptions,
  isAtOnce: boolean,
  find?: () => Element | undefined,
): FillResult {
  const { overwrite = false, choices = true, search = true, watch = true, onLater } = options;
  const root = placeOf(rootOf(form), find);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    if (watch)
      timer ??= setTimeout(() => {
        timer = undefined;
        void again();
      }, restMs);
  };
  const directions = map as Readonly<Record<string, string | Element | null>>;
  const filling = createFilling(root, fieldsOf(source), directions, { overwrite, choices, search }, later);
  filling.find();
  if (isAtOnce) filling.writeAtOnce();
  const { filled, skipped } = filling.outcome();
  let isAtWork = true;
  const again = async (): Promise<void> => {
    if (isAtWork) return later();
    isAtWork = true;
    await loadRare(root());
    if (filling.isOpen() && filling.find(true) > 0) {
      await filling.settle();
      onLater?.(filling.outcome());
    }
    isAtWork = false;
  };
  const stop = (): void => {
    clearTimeout(timer);
    unwatch();
    filling.close();
  };
  const unwatch = watchEnd(root, stop);
  const settle = async (): Promise<FillOutcome> => {
    await filling.settle();
    isAtWork = false;
    return filling.outcome();
  };
  return {
    filled,
    skipped,
    settled: settle(),
    undo() {
      stop();
      return filling.undo();
    },
    stop,
  };
}

/** A frame stands for the page in it, where the browser lets this page see it. */
function rootOf(form: Element): Element {
  const page = form.localName === 'iframe' ? (form as HTMLIFrameElement).contentDocument : null;
  return page?.body ?? form;
}

function fieldsOf(source: object): Values {
  return ('fields' in source && typeof source.fields === 'object' ? source.fields : source) as Values;
}
