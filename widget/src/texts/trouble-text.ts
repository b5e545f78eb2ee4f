import type { Failure } from '../core/flow/flow-state.ts';
import { failureText } from './failure-text.ts';
import type { Speech } from './speak.ts';

/** The text for a failure as a sentence; a module of its own, as parts loaded later alone need it. */
export function troubleText(failure: Failure, { say }: Pick<Speech, 'say'>): string {
  const { key, params } = failureText(failure);
  return say(key, params);
}
