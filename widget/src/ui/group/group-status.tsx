import type { CardName } from '@scanfill/proxy/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ScanError } from '../../core/base/scan-error.ts';
import { recastScan } from '../../core/client/recast-scan.ts';
import type { SessionSource } from '../../core/client/session.ts';
import { besideOf, type MixUp, mixUpOf, type Recast, type Side } from '../../core/flow/mix-up.ts';
import { mixUpTexts } from '../../texts/en-mix-up.ts';
import { inPart, type Speech } from '../../texts/speak.ts';
import { troubleText } from '../../texts/trouble-text.ts';
import { Drawing, Icon } from '../icons.tsx';

type GroupStatusProps<C extends CardName> = {
  readonly sides: readonly Side<C>[];
  readonly endpoint: string;
  readonly session: SessionSource;
  readonly complete: boolean;
  readonly speech: Speech;
  readonly disabled?: boolean | undefined;
};

/**
 * What is to be said about the cards of a group together: that some are in each other's place, with the click that
 * mends it; then which one is still missing. A side that is missing and was in the photo of another one is taken from
 * there by itself.
 */
export function GroupStatus<C extends CardName>({
  sides,
  endpoint,
  session,
  complete,
  speech,
  disabled,
}: GroupStatusProps<C>) {
  const { say, title } = inPart(speech, mixUpTexts);
  const latest = useRef(session);
  useEffect(() => {
    latest.current = session;
  });
  const recast = useMemo(
    (): Recast => async (id, card) => (await recastScan(id, card, { endpoint, session: () => latest.current() })).id,
    [endpoint],
  );
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ScanError>();
  const [note, setNote] = useState<{ readonly says: 'beside' | 'wanted'; readonly card: CardName }>();
  const box = useRef<HTMLDivElement>(null);
  const mend = (mixUp: MixUp<C>): void => {
    setBusy(true);
    setTrouble(undefined);
    mixUp.mend().then(
      () => {
        if (mixUp.kind === 'misplaced') setNote({ says: 'wanted', card: mixUp.from });
        if (mixUp.kind === 'beside') setNote({ says: 'beside', card: mixUp.to });
        setBusy(false);
      },
      (error: unknown) => {
        setTrouble(error instanceof ScanError ? error : new ScanError('internal', { cause: error }));
        setBusy(false);
      },
    );
  };
  useTakeBeside(sides, recast, mend);

  const mixUp = busy ? undefined : mixUpOf(sides, recast);
  const noted = note && sides.find(({ card }) => card === note.card)?.scan.state.phase;
  const isNoted = note && (note.says === 'wanted' ? noted === 'idle' : noted !== 'idle');
  return (
    <div ref={box} tabIndex={-1}>
      {trouble ? <p className="sf-warning">{troubleText(trouble, speech)}</p> : null}
      {mixUp ? (
        <div className="sf-aside">
          <span className="sf-warning">
            <Icon name="warning" />
            {'to' in mixUp ? say(mixUp.kind, { card: title(mixUp.to) }) : say(mixUp.kind)}
          </span>
          <button
            type="button"
            className="sf-button"
            part="button"
            disabled={disabled}
            onClick={() => {
              // The button goes with what it mends: whoever goes by keys stays here.
              box.current?.focus({ preventScroll: true });
              mend(mixUp);
            }}
          >
            <Drawing path="M7 4v14M7 4L3.5 7.5M7 4l3.5 3.5M17 20V6M17 20l-3.5-3.5M17 20l3.5-3.5" />
            {say('to' in mixUp ? 'moveThere' : 'swap')}
          </button>
        </div>
      ) : null}
      {note && isNoted && !mixUp ? <p>{say(note.says, { card: title(note.card) })}</p> : null}
      {complete && !mixUp ? <p className="sf-hidden">{say('allDone')}</p> : null}
    </div>
  );
}

/** Once for each scan, as it comes: what the person takes away afterwards does not come back by itself. */
function useTakeBeside<C extends CardName>(
  sides: readonly Side<C>[],
  recast: Recast,
  mend: (mixUp: MixUp<C>) => void,
): void {
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const side of sides) {
      const { state, flow } = side.scan;
      if (!('scan' in state) || seen.current.has(state.scan.id)) continue;
      seen.current.add(state.scan.id);
      // After a reload there is no photo: what was read of the other sides is on its way by itself.
      const others = sides.filter((other) => other === side || other.scan.state.phase === 'idle');
      const beside = flow.photo() && besideOf(others, recast);
      if (beside?.from === side.card) mend(beside);
    }
  });
}
