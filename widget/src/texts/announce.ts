import type { Failure, FlowState } from '../core/flow/flow-state.ts';
import { failureText, textKey } from './failure-text.ts';
import type { Speech } from './speak.ts';

/**
 * What a screen reader hears of a state: one text a phase, the same however far the phase has come. `outcome` is what
 * was read and filled, or is to be accepted, in the words of the part that shows it.
 */
export function announcementOf(state: FlowState, { say }: Speech, outcome = ''): string {
  switch (state.phase) {
    case 'idle':
      return state.notice ? say(state.notice) : '';
    case 'hint':
      return [say('hintTitle'), ...state.hints.map((hint) => say(textKey('hint', hint)))].join(' ');
    case 'inspecting':
    case 'preparing':
      return say(state.phase);
    case 'uploading':
    case 'recognising':
      return say(state.waiting === 'offline' ? 'offline' : state.phase);
    case 'refused':
    case 'failed':
      return failureSentences(state.phase, state.failure, say);
    case 'consent':
      return outcome;
    case 'review':
    case 'done':
      return state.refused ? failureSentences('refused', state.refused, say) : outcome;
  }
}

/** What went wrong and what to do, in two sentences or three. */
export function failureSentences(phase: 'refused' | 'failed', failure: Failure, say: Speech['say']): string {
  const { key, params } = failureText(failure);
  return `${say(`${phase}Title`)}. ${say(key, params)}`;
}
