import type { HandoffStep } from '../core/client/handoff-client.ts';
import type { Failure } from '../core/flow/flow-state.ts';
import type { TextKey } from '../texts/en.ts';
import { foreignText } from '../texts/foreign-text.ts';
import type { Speech } from '../texts/speak.ts';
import { troubleText as textOf } from '../texts/trouble-text.ts';

/** How a hand-off ends, in words. */
const ends: { readonly [S in HandoffStep]?: TextKey } = {
  read: 'phoneDone',
  failed: 'phoneOver',
  refused: 'phoneRefused',
  revoked: 'phoneRevoked',
  expired: 'phoneExpired',
};

/** What a phone is told at the end; undefined before it. */
export const endText = (state: HandoffStep): TextKey | undefined => ends[state];

/** The problems after which nothing more can be done on this phone. A hand-off long over is forgotten. */
const over: Readonly<Record<string, TextKey>> = {
  'handoff-not-found': 'phoneExpired',
  'handoff-expired': 'phoneExpired',
  'handoff-revoked': 'phoneRevoked',
  'handoff-refused': 'phoneRefused',
  'handoff-used': 'phoneUsed',
  'session-invalid': 'phoneRevoked',
};

/** The words for a failure after which the hand-off is over; undefined where it goes on. */
export const overText = ({ code }: Failure): TextKey | undefined => over[code];

/** What went wrong, in a sentence; a phone's page has all the words. */
export function troubleText(failure: Failure, speech: Speech): string {
  return textOf(failure, speech, foreignText);
}

/** The whole of it, as it is shown: what has ended that began at the computer begins anew there. */
export function endWords(key: TextKey, { say }: Speech): string {
  return key === 'phoneDone' || key === 'phoneOver' ? say(key) : `${say(key)}\n${say('phoneRestart')}`;
}
