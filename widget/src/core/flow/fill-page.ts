import type { CardName } from '@scanfill/proxy/contract';
import { nextTask } from '../fill/page/dom.ts';
import { fetchParts } from '../fill/parts-ahead.ts';
import { type FillMap, type FillOutcome, type FillResult, fillInTasks, type Undone } from '../fill-form.ts';
import { type FillTarget, fillTargetOf } from '../fill-target.ts';
import type { Fill } from './filling.ts';

/** What a page says about filling its form. */
export type FillPageOptions<C extends CardName> = {
  /** The form to fill once the scan is done. */
  readonly fill?: FillTarget | null | undefined;
  /** Which input takes which field, where names do not tell. */
  readonly map?: FillMap<C> | undefined;
  /** Also fill inputs a person has typed into. */
  readonly overwrite?: boolean | undefined;
  /** Whether lists drawn by the page are opened to choose from; true unless told. */
  readonly choices?: boolean | undefined;
};

/**
 * The filling of one upload. Everything it does to the page happens in tasks of its own, never within the page's
 * handlers.
 */
type PageFiller<C extends CardName> = {
  readonly fill: Fill<C>;
  /** Fills no control that comes later. */
  stop(): void;
};

/**
 * Fills what the page names, if it is there: that is looked up each time, the form may come later than the widget.
 * Where it names any, what filling may need is fetched at once. `photo`: absent after a reload.
 */
export function createPageFiller<C extends CardName>(
  optionsNow: () => FillPageOptions<C>,
  photo: () => File | undefined,
): PageFiller<C> {
  let turn: Promise<unknown> = Promise.resolve();
  let stop = (): void => undefined;
  if (optionsNow().fill) fetchParts();
  return {
    stop: () => stop(),
    fill(scan, tell) {
      const { fill, map, choices = true, ...options } = optionsNow();
      // After a reload nobody can tell what a person had typed before: it stays.
      const overwrite = options.overwrite === true && photo() !== undefined;
      const target = fillTargetOf(fill);
      if (!target) {
        if (fill) console.warn(`Scanfill: no form is filled, there is none at ${nameOf(fill)} (\`fill\`).`);
        return undefined;
      }
      let result: FillResult | undefined;
      let isUndone = false;
      const undo = async (): Promise<Undone> => {
        isUndone = true;
        const undone = nextTask().then(() => result?.undo() ?? { kept: [] });
        turn = Promise.all([turn, undone]);
        return await undone;
      };
      turn = turn.then(nextTask).then(async () => {
        if (isUndone) return;
        const say = (outcome: FillOutcome): void => {
          if (!isUndone) tell({ ...outcome, undo });
        };
        try {
          const find = (): HTMLElement | undefined => fillTargetOf(fill);
          result = fillInTasks(target, scan, map, { overwrite, choices, onLater: say }, find);
          stop = result.stop;
          say(await result.settled);
        } catch (error) {
          console.error(error);
          tell({ filled: [], skipped: [], undo });
        }
      });
      return { undo };
    },
  };
}

const nameOf = (fill: FillTarget): string => (typeof fill === 'string' ? `"${fill}"` : 'its ref');
