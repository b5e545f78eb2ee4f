import { type FlowState, isBusy } from '../core/flow/flow-state.ts';
import type { Speech } from '../texts/speak.ts';

/**
 * Whether a form may be submitted as things stand: not while a photo is on its way, and not without one where one is
 * required.
 */
export function validityOf(
  states: readonly FlowState[],
  required: boolean,
  { say }: Speech,
): { readonly flags: ValidityStateFlags; readonly message: string } {
  if (states.some(({ phase }) => isBusy(phase))) return { flags: { customError: true }, message: say('notYet') };
  const there = states.every((state) => state.phase === 'done' && state.scan.recognised);
  return required && !there ? { flags: { valueMissing: true }, message: say('required') } : { flags: {}, message: '' };
}
