import type { CardName, DoneScan } from '@scanfill/proxy/contract';
import { type FillMap, fillForm } from '../fill-form.ts';
import { type FillTarget, fillTargetOf } from '../fill-target.ts';
import type { Filled } from './flow-state.ts';

/** What a page says about filling its form. */
export type FillPageOptions<C extends CardName> = {
  /** The form to fill once the scan is done. */
  readonly fill?: FillTarget | null | undefined;
  /** Which input takes which field, where names do not tell. */
  readonly map?: FillMap<C> | undefined;
  /** Also fill inputs a person has typed into. */
  readonly overwrite?: boolean | undefined;
};

/** Fills what the page names, if it is there: that is looked up each time, the form may come later than the widget. */
export function fillPage<C extends CardName>(options: FillPageOptions<C>, scan: DoneScan<C>): Filled | undefined {
  const target = fillTargetOf(options.fill);
  return target && fillForm(target, scan, options.map, { overwrite: options.overwrite ?? false });
}
