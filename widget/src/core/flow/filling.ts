import type { CardName, DoneScan } from '@scanfill/proxy/contract';
import type { FlowOptions, ScanFlow } from './flow.ts';
import { type Begun, type Filled, type Notice, withField } from './flow-state.ts';
import type { States } from './states.ts';

/**
 * Writes a scan into the page's form; undefined where the page names none. What takes longer than the present task
 * gives only the way to take it back, and tells what it did once every control was looked at, and again when the page
 * has changed.
 */
export type Fill<C extends CardName> = (
  scan: DoneScan<C>,
  tell: (filled: Filled) => void,
) => Filled | Pick<Filled, 'undo'> | undefined;

/** What follows once a card has been read: the page's form is filled, filled anew after an edit, and emptied again. */
export type Filling<C extends CardName> = {
  /** Loads the code that fills. Settles either way: where it could not be had, the next call tries again. */
  load(): Promise<void>;
  /** Takes what was read: fills the form, unless the person confirms first, or had it taken back before a reload. */
  take(scan: DoneScan<C>, notice: Notice | undefined, undone?: boolean): void;
  readonly deeds: Pick<ScanFlow<C>, 'edit' | 'confirm' | 'fillLate' | 'undo'>;
};

/** The filling of one flow. `keep` hears that a scan counts as read, and whether its filling was taken back. */
export function createFilling<C extends CardName>(
  options: FlowOptions<C>,
  { get, dispatch }: States<C>,
  keep: (scan: DoneScan, undone?: boolean) => void,
): Filling<C> {
  let loading: Promise<void> | undefined;
  let fill: Fill<C> | undefined = options.loadFill ? undefined : () => undefined;

  const load = (): Promise<void> => {
    loading ??= (async () => {
      try {
        fill ??= await options.loadFill?.();
      } catch {
        // A form that cannot be filled, for want of its code, is no reason to withhold what was read.
        loading = undefined;
      }
    })();
    return loading;
  };
  let begun: ReturnType<Fill<C>>;
  const fillWith = (scan: DoneScan<C>): Begun => {
    // What still waits for the code that fills survives a reload.
    if (fill) keep(scan);
    begun = tryFill(scan);
    return begun && 'filled' in begun ? { filled: begun } : { filling: begun !== undefined };
  };
  /**
   * A form that cannot be filled is no failed reading, which would be paid for again: nothing was filled, and the
   * page's author is told.
   */
  const tryFill = (scan: DoneScan<C>): ReturnType<Fill<C>> => {
    try {
      const now = fill?.(scan, (filled) => {
        if (begun === now) dispatch({ type: 'filled', filled });
      });
      return now;
    } catch (error) {
      console.error(error);
      return { filled: [], skipped: [], undo: () => undefined };
    }
  };
  /** Resolves with what the page calls the inputs that stay as they are. */
  const undo = async (): Promise<readonly string[]> => {
    const undoing = begun?.undo();
    begun = undefined;
    return stayedOf(await undoing);
  };

  return {
    load,
    take(scan, notice, undone) {
      const { confirm = false } = options;
      dispatch({ type: 'read', scan, confirm, notice, ...(confirm ? {} : undone ? { undone } : fillWith(scan)) });
    },
    deeds: {
      edit(field, value, isThere) {
        const state = get();
        if (state.phase !== 'review' && state.phase !== 'done') return;
        const fields = withField(state.fields, field, value);
        let now: Begun = {};
        if (state.phase === 'done' && !state.undone && !isThere) {
          // Undone first, so that what this flow wrote itself does not look like something a person typed.
          void undo();
          now = fillWith({ ...state.scan, fields });
        }
        dispatch({ type: 'edited', fields, ...now });
      },
      confirm() {
        const state = get();
        if (state.phase === 'review')
          dispatch({ type: 'confirmed', ...fillWith({ ...state.scan, fields: state.fields }) });
      },
      async fillLate() {
        await load();
        const state = get();
        if (state.phase !== 'done' || begun || state.undone) return;
        const { scan, fields } = state;
        dispatch({ type: 'edited', fields, ...fillWith({ ...scan, fields }) });
      },
      undo() {
        const state = get();
        if (state.phase !== 'done') return;
        const taken = undo();
        keep(state.scan, true);
        dispatch({ type: 'undone' });
        void taken.then((stayed) => dispatch({ type: 'undone', stayed }));
      },
    },
  };
}

function stayedOf(undone: unknown): readonly string[] {
  const kept = typeof undone === 'object' && undone !== null && 'kept' in undone ? undone.kept : [];
  return (kept as readonly { readonly label: string }[]).map(({ label }) => label);
}
