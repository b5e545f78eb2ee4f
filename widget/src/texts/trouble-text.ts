import type { Failure } from '../core/flow/flow-state.ts';
import { failureText } from './failure-text.ts';
import type { Speech } from './speak.ts';

/**
 * The text for a failure as a sentence; `foreign` has the words for files that are no photo, where they have been
 * loaded.
 */
export function troubleText(
  failure: Failure,
  speech: Pick<Speech, 'say'>,
  foreign?: (failure: Failure, speech: Pick<Speech, 'say'>) => string | undefined,
): string {
  const { key, params } = failureText(failure);
  return foreign?.(failure, speech) ?? speech.say(key, params);
}
