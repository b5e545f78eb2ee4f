import type { CardName } from '@scanfill/proxy/contract';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { ScanError } from '../../core/base/scan-error.ts';
import { createHandoffClient, type Handoff, type HandoffStep } from '../../core/client/handoff-client.ts';
import type { SessionSource } from '../../core/client/session.ts';
import type { Consent } from '../../core/consent.ts';
import type { ScanFlow } from '../../core/flow/flow.ts';
import { followHandoff, isOver } from '../../core/flow/follow-handoff.ts';
import type { TextKey } from '../../texts/en.ts';
import { phoneTexts } from '../../texts/en-phone.ts';
import { showsText } from '../../texts/shows-text.ts';
import { inPart, type Speech } from '../../texts/speak.ts';
import { troubleText } from '../../texts/trouble-text.ts';
import { Icon } from '../icons.tsx';
import { QrCode } from './qr-code.tsx';

type PhonePanelProps = {
  readonly card: CardName;
  readonly endpoint: string;
  readonly session: SessionSource;
  readonly scan: { readonly flow: Pick<ScanFlow, 'pickUp' | 'keep'> };
  /** What has been accepted, where the page asks for it; `accepted` where its box stands elsewhere. */
  readonly consent?: { readonly given: Consent | null } | undefined;
  readonly accepted?: Consent | null | undefined;
  readonly speech: Speech;
  readonly disabled?: boolean | undefined;
};

/** What the computer says while it waits for the phone, and where that has come to nothing. */
const waits: { readonly [S in HandoffStep]?: TextKey } = {
  confirmed: 'phoneShoot',
  again: 'phoneAgain',
  reading: 'recognising',
  refused: 'phoneRefused',
  revoked: 'phoneRevoked',
  expired: 'phoneExpired',
};

/**
 * "Use your phone": a code for the phone's camera, each step as it comes, and what the phone sent taken up as if it had
 * been chosen here. Nothing where the service does not offer it, or on what is a phone itself.
 */
export function PhonePanel(props: PhonePanelProps) {
  const { card, endpoint, session, disabled } = props;
  const { flow } = props.scan;
  const consent = props.consent?.given ?? props.accepted ?? undefined;
  const { say } = inPart(props.speech, phoneTexts);
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(session);
  useEffect(() => {
    latest.current = session;
  });
  const client = useMemo(() => createHandoffClient({ endpoint, session: () => latest.current() }), [endpoint]);
  const [offered, setOffered] = useState(false);
  // Counts up with every code that is asked for; 0: none is wanted.
  const [wanted, setWanted] = useState(0);
  const [handoff, setHandoff] = useState<Handoff>();
  const [trouble, setTrouble] = useState<ScanError>();

  useEffect(() => {
    let current = !matchMedia('(pointer: coarse)').matches;
    if (current) client.offered().then((yes) => current && setOffered(yes));
    return () => {
      current = false;
    };
  }, [client]);

  useEffect(() => {
    if (wanted === 0) return;
    setTrouble(undefined);
    setHandoff(undefined);
    const end = followHandoff({ client, card, consent, flow, onStep: setHandoff, onTrouble: setTrouble });
    const leave = (): void => {
      end();
      // A page that comes back from the browser's cache begins anew.
      setWanted(0);
    };
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      end();
    };
  }, [wanted, client, card, consent, flow]);

  if (!offered) return null;
  const button = (words: ReactNode, act: () => void, kind = 'sf-button') => (
    <button type="button" className={kind} part="button" disabled={disabled} onClick={() => press(act)}>
      {words}
    </button>
  );
  // The button that was pressed goes with its step: whoever goes by keys stays here.
  const press = (act: () => void): void => {
    box.current?.focus({ preventScroll: true });
    act();
  };
  const start = (): void => setWanted((count) => count + 1);
  if (wanted === 0)
    return (
      <div className="sf-phone" ref={box} tabIndex={-1}>
        {button(
          <>
            <Icon name="camera" />
            {say('phoneUse')}
          </>,
          start,
        )}
      </div>
    );

  const state = trouble ? undefined : handoff?.state;
  const isAtEnd = trouble !== undefined || (handoff !== undefined && isOver(handoff));
  const shows = trouble ? undefined : handoff?.shows;
  const words = trouble
    ? troubleText(trouble, props.speech)
    : shows
      ? showsText(shows, card, props.speech)
      : state && waits[state] && say(waits[state]);
  return (
    <div className="sf-phone" ref={box} tabIndex={-1}>
      <div role="status" aria-live="polite">
        {words ? (
          <p className={isAtEnd ? 'sf-warning' : undefined}>
            {isAtEnd ? <Icon name="warning" /> : null}
            {words}
          </p>
        ) : null}
        {state === 'open' ? <p>{say('phoneScan')}</p> : null}
        {state === 'opened' && handoff ? (
          <p>
            {say('phoneShow')} <strong className="sf-code">{handoff.code}</strong>
          </p>
        ) : null}
        {state === 'picked' && handoff ? <p>{say('phoneConfirm', { code: handoff.code })}</p> : null}
      </div>
      {state === 'open' ? (
        <>
          <QrCode text={handoff?.link ?? ''} name={say('phoneScan')} />
          <a className="sf-link" href={handoff?.link} target="_blank" rel="noreferrer">
            {say('phoneLink')}
          </a>
        </>
      ) : null}
      <div className="sf-actions">
        {state === 'picked' && handoff
          ? button(say('phoneYes'), () => confirm(handoff.id), 'sf-button sf-primary')
          : null}
        {isAtEnd ? button(say('phoneNew'), start) : null}
        {button(say(state === 'picked' ? 'phoneNo' : 'cancel'), () => setWanted(0), 'sf-button sf-quiet')}
      </div>
    </div>
  );

  function confirm(id: string): void {
    // The news of it comes to whoever follows; so does that it was too late.
    client.confirm(id).catch(() => undefined);
  }
}
