import type { CardName } from '@scanfill/proxy/contract';
import type { ReactNode } from 'react';
import type { FlowState } from '../core/flow/flow-state.ts';
import { textKey } from '../texts/failure-text.ts';
import type { Speech } from '../texts/speak.ts';
import { Icon } from './icons.tsx';
import { Message } from './message.tsx';

type ResultProps<C extends CardName> = {
  readonly state: Extract<FlowState<C>, { phase: 'review' | 'done' }>;
  readonly speech: Speech;
  /** What filling did. */
  readonly outcome: ReactNode;
};

/** What came of a photo: read or not, what was filled, and what is odd about the picture as a whole. */
export function Result<C extends CardName>({ state, speech, outcome }: ResultProps<C>) {
  const { say } = speech;
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
      {outcome}
      {notice ? <p>{say(notice)}</p> : null}
      {whole}
    </Message>
  );
}
