import type { CardName, DoneScan } from '@scanfill/proxy/contract';
import type { FlowOptions, ScanFlow } from './flow.ts';
import { type Filled, type Notice, withField } from './flow-state.ts';
import type { States } from './states.ts';

/** Writes a scan into the page's form; undefined where the page names none. */
export type Fill<C extends CardName> = (scan: DoneScan<C>) => Filled | undefined;

/** What follows once a card has been read: the page's form is filled, filled anew after an edit, and emptied again. */
export type Filling<C extends CardName> = {
  /** Loads the code that fills. Settles either way: where it could not be had, the next call tries again. */
  load(): Promise<void>;
  /** Takes what was read: fills the form, unless the person confirms first. */
  take(scan: DoneScan<C>, notice: Notice | undefined): void;
  readonly deeds: Pick<ScanFlow<C>, 'edit' | 'confirm' | 'fillLate' | 'undo'>;
};

/** The filling of one flow. `forget`: nothing of the scan waits any longer, a reload need not bring it back. */
export function createFilling<C extends CardName>(
  options: FlowOptions<C>,
  { get, dispatch }: States<C>,
  forget: () => void,
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
  /** What still waits for the code that fills survives a reload. */
  const filledWith = (scan: DoneScan<C>): Filled | undefined => {
    if (fill) forget();
    return tryFill(scan);
  };
  /**
   * A form that cannot be filled is no failed reading, which would be paid for again: nothing was filled, and the
   * page's author is told.
   */
  const tryFill = (scan: DoneScan<C>): Filled | undefined => {
    try {
      return fill?.(scan);
    } catch (error) {
      console.error(error);
      return { filled: [], skipped: [], undo: () => undefined };
    }
  };

  return {
    load,
    take(scan, notice) {
      const { confirm = false } = options;
      dispatch({ type: 'read', scan, confirm, notice, filled: confirm ? undefined : filledWith(scan) });
    },
    deeds: {
      edit(field, value) {
        const state = get();
        if (state.phase !== 'review' && state.phase !== 'done') return;
        const fields = withField(state.fields, field, value);
        let filled: Filled | undefined;
        if (state.phase === 'done' && !state.undone) {
          // Undone first, so that what this flow wrote itself does not look like something a person typed.
          state.filled?.undo();
          filled = tryFill({ ...state.scan, fields });
        }
        dispatch({ type: 'edited', fields, filled });
      },
      confirm() {
        const state = get();
        if (state.phase === 'review')
          dispatch({ type: 'confirmed', filled: filledWith({ ...state.scan, fields: state.fields }) });
      },
      async fillLate() {
        await load();
        const state = get();
        if (state.phase !== 'done' || state.filled || state.undone) return;
        const { scan, fields } = state;
        const filled = filledWith({ ...scan, fields });
        if (filled) dispatch({ type: 'edited', fields, filled });
      },
      undo() {
        const state = get();
        if (state.phase !== 'done') return;
        state.filled?.undo();
        dispatch({ type: 'undone' });
      },
    },
  };
}
