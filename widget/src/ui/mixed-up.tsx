import type { CardName } from '@scanfill/proxy/contract';
import type { MixUp } from '../core/flow/mix-up.ts';
import { mixUpTexts } from '../texts/en-mix-up.ts';
import { inPart, type Speech } from '../texts/speak.ts';
import { Drawing, Icon } from './icons.tsx';

type MixedUpProps = {
  readonly mixUp: MixUp<CardName>;
  readonly speech: Speech;
  readonly disabled: boolean | undefined;
};

/** Says that two sides are in each other's place, with the click that mends it. */
export function MixedUp({ mixUp, speech, disabled }: MixedUpProps) {
  const { say, title } = inPart(speech, mixUpTexts);
  return (
    <div className="sf-aside">
      <span className="sf-warning">
        <Icon name="warning" />
        {mixUp.kind === 'misplaced' ? say('misplaced', { card: title(mixUp.to) }) : say(mixUp.kind)}
      </span>
      <button type="button" className="sf-button" part="button" disabled={disabled} onClick={mixUp.mend}>
        <Drawing path="M7 4v14M7 4L3.5 7.5M7 4l3.5 3.5M17 20V6M17 20l-3.5-3.5M17 20l3.5-3.5" />
        {say(mixUp.kind === 'misplaced' ? 'moveThere' : 'swap')}
      </button>
    </div>
  );
}
