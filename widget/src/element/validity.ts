import { type FlowState, isBusy } from '../core/flow/flow-state.ts';
import { consentTexts } from '../texts/en-consent.ts';
import type { Speech } from '../texts/speak.ts';

/**
 * Whether a form may be submitted as things stand: not while a photo is on its way, or waits for a consent, or the form
 * is still being filled, and not without a photo where one is required.
 */
export function validityOf(
  states: readonly FlowState[],
  required: boolean,
  { say }: Speech,
): { readonly flags: ValidityStateFlags; readonly message: string } {
  if (states.some(({ phase }) => isBusy(phase))) return { flags: { customError: true }, message: say('notYet') };
  // What is written is not settled: a spelling that is being tried would be sent.
  if (states.some((state) => 'filling' in state && state.filling))
    return { flags: { customError: true }, message: say('notFilled') };
  if (states.some(({ phase }) => phase === 'consent'))
    return { flags: { customError: true }, message: say('consentFirst', {}, consentTexts) };
  const there = states.every((state) => state.phase === 'done' && state.scan.recognised);
  return required && !there ? { flags: { valueMissing: true }, message: say('required') } : { flags: {}, message: '' };
}
