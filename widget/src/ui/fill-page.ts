import type { CardName, DoneScan } from '@scanfill/proxy/contract';
import { fillForm } from '../core/fill-form.ts';
import type { Filled } from '../core/flow-state.ts';
import { fillTargetOf } from './fill-target.ts';
import type { CardScanOptions } from './use-card-scan.ts';

/** Fills what the page names, if it is there: that is looked up each time, the form may come later than the widget. */
export function fillPage<C extends CardName>(options: CardScanOptions<C>, scan: DoneScan<C>): Filled | undefined {
  const target = fillTargetOf(options.fill);
  return target && fillForm(target, scan, options.map, { overwrite: options.overwrite ?? false });
}
