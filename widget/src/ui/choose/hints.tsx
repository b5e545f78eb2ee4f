import type { Hint } from '../../core/hints.ts';
import { hintTexts } from '../../texts/en-hints.ts';
import { textKey } from '../../texts/failure-text.ts';
import { inPart, type Speech } from '../../texts/speak.ts';
import { Message } from '../message.tsx';

/** What a person might do better before the photo is sent. */
export function Hints({ hints, speech }: { readonly hints: readonly Hint[]; readonly speech: Speech }) {
  const { say } = inPart(speech, hintTexts);
  return (
    <Message tone="advice" title={say('hintTitle')}>
      <ul className="sf-list">
        {hints.map((hint) => (
          <li key={hint}>{say(textKey('hint', hint))}</li>
        ))}
      </ul>
    </Message>
  );
}

/** The same as a screen reader hears it. */
export function hintsText(hints: readonly Hint[], speech: Speech): string {
  const { say } = inPart(speech, hintTexts);
  return [say('hintTitle'), ...hints.map((hint) => say(textKey('hint', hint)))].join(' ');
}
