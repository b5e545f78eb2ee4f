import type { CardName } from '@scanfill/proxy/contract';
import type { ReactNode } from 'react';
import type { ScanFlow } from '../core/flow/flow.ts';
import type { Failure, FlowState } from '../core/flow/flow-state.ts';
import type { Speech } from '../texts/speak.ts';
import { FileButton } from './choose/file-button.tsx';
import { Preview } from './choose/preview.tsx';
import { Message } from './message.tsx';
import { Progress } from './progress.tsx';
import type { loadReview } from './review/load-review.ts';

type CardPanelProps<C extends CardName> = {
  readonly state: FlowState<C>;
  readonly flow: ScanFlow<C>;
  readonly speech: Speech;
  readonly title: string;
  readonly disabled: boolean;
  /** Shows the photo at full size, and offers to send all of it. */
  readonly part: Awaited<ReturnType<typeof loadReview>> | undefined;
  /** Shown while there is no photo. */
  readonly choose: ReactNode;
  /** What to do about a failure. */
  readonly words: (failure: Failure) => string;
  /**
   * What came of the photo, once a card has been read; or what is advised, or to be accepted or chosen, before it is
   * sent.
   */
  readonly result: ReactNode;
};

/** The photo, what is happening to it, and what the person can do now. */
export function CardPanel<C extends CardName>(props: CardPanelProps<C>) {
  const { state, flow, speech, title, disabled, choose, part } = props;
  const { say } = speech;
  if (state.phase === 'idle') return choose;

  const image = 'image' in state ? state.image : undefined;
  const another = (words: string) => (
    <FileButton
      key="another"
      className="sf-button"
      name={say('photoOf', { action: words, card: title })}
      disabled={disabled}
      onFile={flow.choose}
    >
      {words}
    </FileButton>
  );
  const button = (words: string, act: () => void, kind = 'sf-button') => (
    <button
      key={words}
      type="button"
      className={kind}
      part="button"
      disabled={disabled}
      onClick={({ detail }) => {
        // The second click of a double click would meet whatever stands in this place by then.
        if (detail < 2) act();
      }}
    >
      {words}
    </button>
  );
  return (
    <div className="sf-photo">
      <Preview image={image} name={say('preview')}>
        {image && part ? <part.LookButton {...props} image={image} /> : null}
      </Preview>
      <div className="sf-side">
        {content()}
        <div className="sf-actions">
          {actions()}
          {image && part ? <part.WholePhoto {...props} image={image} /> : null}
        </div>
      </div>
    </div>
  );

  function content(): ReactNode {
    switch (state.phase) {
      case 'refused':
      case 'failed':
        return (
          <Message tone="bad" title={say(`${state.phase}Title`)}>
            <p>{props.words(state.failure)}</p>
          </Message>
        );
      case 'hint':
      case 'consent':
      case 'review':
      case 'done':
        return props.result;
      case 'idle':
        return null;
      default:
        return 'pages' in state && state.pages ? props.result : <Progress state={state} speech={speech} />;
    }
  }

  function actions(): ReactNode {
    switch (state.phase) {
      case 'hint':
        return [another(say('replace')), button(say('useAnyway'), flow.useAnyway)];
      case 'consent':
      case 'refused':
        return [another(say('replace')), button(say('cancel'), flow.clear, 'sf-button sf-quiet')];
      case 'failed': {
        const { retry } = state.failure;
        return [
          retry === 'no' ? null : button(say(retry === 'ask' ? 'retryBilled' : 'retry'), flow.retry),
          another(say('replace')),
          button(say('remove'), flow.clear, 'sf-button sf-quiet'),
        ];
      }
      case 'review':
      case 'done':
        return [another(say('replace')), button(say('remove'), flow.clear, 'sf-button sf-quiet')];
      default:
        return button(say('cancel'), flow.cancel);
    }
  }
}
