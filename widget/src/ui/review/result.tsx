import { type CardName, type DoneScan, shownInstead } from '@scanfill/proxy/contract';
import { mixUpTexts } from '../../texts/en-mix-up.ts';
import { reviewTexts } from '../../texts/en-review.ts';
import { textKey } from '../../texts/failure-text.ts';
import { inPart, type Speech } from '../../texts/speak.ts';
import { Icon } from '../icons.tsx';
import { Message } from '../message.tsx';
import { Outcome, type OutcomeProps, outcomeText, type Read } from '../outcome.tsx';

/** What came of a photo: read or not, what was filled, and what is odd about the picture as a whole. */
export function Result<C extends CardName>(props: OutcomeProps<C>) {
  const { state } = props;
  const { say } = inPart(props.speech, reviewTexts);
  const { scan, notice } = state;
  const whole = wholeWarnings(scan, props.speech).map((text) => (
    <p key={text} className="sf-warning">
      <Icon name="warning" />
      {text}
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
    const whole = wholeWarnings(state.scan, speech);
    const why = whole.length > 0 ? whole : [say('doneNothingHelp')];
    return [`${say('doneNothing')}.`, ...why].join(' ');
  }
  if (state.filling && !state.filled) return '';
  const outcome = outcomeText(state, speech);
  return state.undone ? outcome : `${say('done')}. ${say('doneCheck')} ${outcome}`.trim();
}

/** What is odd about the picture as a whole: first of all that it shows another card, by its name. */
function wholeWarnings(scan: DoneScan, speech: Speech): readonly string[] {
  const { say, title } = inPart(speech, { ...reviewTexts, ...mixUpTexts });
  const shown = shownInstead(scan);
  const others = scan.warnings.flatMap(({ code, field }) =>
    field !== undefined || code === 'other-side' || code === 'other-card' ? [] : [say(textKey('warn', code))],
  );
  return shown ? [say('misplaced', { card: title(shown) }), ...others] : others;
}
