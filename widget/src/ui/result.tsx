import type { CardName } from '@scanfill/proxy/contract';
import { reviewTexts } from '../texts/en-review.ts';
import { textKey } from '../texts/failure-text.ts';
import { inPart, type Speech } from '../texts/speak.ts';
import { Icon } from './icons.tsx';
import { Message } from './message.tsx';
import { Outcome, type OutcomeProps, outcomeText, type Read } from './outcome.tsx';

/** What came of a photo: read or not, what was filled, and what is odd about the picture as a whole. */
export function Result<C extends CardName>(props: OutcomeProps<C>) {
  const { state } = props;
  const { say } = inPart(props.speech, reviewTexts);
  const { scan, notice } = state;
  const whole = scan.warnings
    .filter((warning) => warning.field === undefined)
    .map((warning) => (
      <p key={warning.code} className="sf-warning">
        <Icon name="warning" />
        {say(textKey('warn', warning.code))}
      </p>
    ));
  if (!scan.recognised)
    return (
      <Message tone="advice" title={say('doneNothing')}>
        {whole.length > 0 ? whole : <p>{say('doneNothingHelp')}</p>}
      </Message>
    );
  return (
    <Message tone="good" title={say('done')}>
      <p>{say(state.phase === 'review' ? 'reviewWaits' : 'doneCheck')}</p>
      <Outcome {...props} />
      {notice ? <p>{say(notice)}</p> : null}
      {whole}
    </Message>
  );
}

/** The same as a screen reader hears it; nothing before it is known what was filled, so that it is said once. */
export function resultText<C extends CardName>(state: Read<C>, speech: Speech): string {
  const { say } = inPart(speech, reviewTexts);
  if (state.phase === 'review') return `${say('done')}. ${say('reviewWaits')}`;
  if (!state.scan.recognised) {
    const whole = state.scan.warnings.filter(({ field }) => field === undefined);
    const why = whole.length > 0 ? whole.map(({ code }) => say(textKey('warn', code))) : [say('doneNothingHelp')];
    return [`${say('doneNothing')}.`, ...why].join(' ');
  }
  if (state.filling && !state.filled) return '';
  const outcome = outcomeText(state, speech);
  return state.undone ? outcome : `${say('done')}. ${say('doneCheck')} ${outcome}`.trim();
}
