import type { CardName } from '@scanfill/proxy/contract';
import type { FlowState } from '../core/flow/flow-state.ts';
import { filledText } from '../texts/announce.ts';
import { textKey } from '../texts/failure-text.ts';
import type { Speech } from '../texts/speak.ts';
import { Icon } from './icons.tsx';
import { Message } from './message.tsx';

type ResultProps<C extends CardName> = {
  readonly state: Extract<FlowState<C>, { phase: 'review' | 'done' }>;
  readonly speech: Speech;
  readonly disabled: boolean;
  readonly onUndo: () => void;
};

/** What came of a photo: read or not, what was filled, and what is odd about the picture as a whole. */
export function Result<C extends CardName>({ state, speech, disabled, onUndo }: ResultProps<C>) {
  const { say } = speech;
  const { scan, filled, undone, notice } = state;
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
      {filled || undone ? (
        <p className="sf-filled">
          {filled ? filledText(filled, say) : say('undone')}
          {filled && filled.filled.length > 0 ? (
            <button type="button" className="sf-link" disabled={disabled} onClick={onUndo}>
              <Icon name="undo" />
              {say('undo')}
            </button>
          ) : null}
        </p>
      ) : null}
      {notice ? <p>{say(notice)}</p> : null}
      {whole}
    </Message>
  );
}
