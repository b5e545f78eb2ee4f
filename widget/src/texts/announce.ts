import type { Failure, FlowState } from '../core/flow/flow-state.ts';
import type { Speech } from './speak.ts';

/**
 * What a screen reader hears of a state: one text a phase, the same however far the phase has come. `outcome` is what
 * was read and filled, is advised, or to be accepted or chosen, in the words of the part that shows it; `words` tells
 * of a failure.
 */
export function announcementOf(
  state: FlowState,
  { say }: Speech,
  words: (failure: Failure) => string,
  outcome = '',
): string {
  switch (state.phase) {
    case 'idle':
      return state.notice ? say(state.notice) : '';
    case 'inspecting':
    case 'preparing':
      return 'pages' in state && state.pages ? outcome : say(state.phase);
    case 'uploading':
    case 'recognising':
      return say(state.waiting === 'offline' ? 'offline' : state.phase);
    case 'refused':
    case 'failed':
      return failureSentences(state.phase, words(state.failure), say);
    case 'consent':
    case 'hint':
      return outcome;
    case 'review':
    case 'done':
      return state.refused ? failureSentences('refused', words(state.refused), say) : outcome;
  }
}

/** What went wrong and what to do, in two sentences or three. */
export function failureSentences(phase: 'refused' | 'failed', words: string, say: Speech['say']): string {
  return `${say(`${phase}Title`)}. ${words}`;
}
