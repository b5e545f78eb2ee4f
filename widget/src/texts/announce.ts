import type { Failure, FlowState } from '../core/flow/flow-state.ts';
import { failureText, textKey } from './failure-text.ts';
import type { Speech } from './speak.ts';

/**
 * What a screen reader hears of a state: one text a phase, the same however far the phase has come. `outcome` is what
 * filling did, worded by the part that fills; nothing is said before that is known, so that it is said once.
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
    case 'review':
    case 'done':
      if (state.refused) return failureSentences('refused', state.refused, say);
      if (state.phase === 'review') return `${say('done')}. ${say('reviewWaits')}`;
      if (!state.scan.recognised) {
        const whole = state.scan.warnings.filter(({ field }) => field === undefined);
        const why = whole.length > 0 ? whole.map(({ code }) => say(textKey('warn', code))) : [say('doneNothingHelp')];
        return [`${say('doneNothing')}.`, ...why].join(' ');
      }
      if (state.filling && !state.filled) return '';
      return state.undone ? outcome : `${say('done')}. ${say('doneCheck')} ${outcome}`.trim();
  }
}

/** What went wrong and what to do, in two sentences or three. */
export function failureSentences(phase: 'refused' | 'failed', failure: Failure, say: Speech['say']): string {
  const { key, params } = failureText(failure);
  return `${say(`${phase}Title`)}. ${say(key, params)}`;
}
