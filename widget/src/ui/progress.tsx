import { useEffect, useId, useState } from 'react';
import type { BusyPhase, FlowState } from '../core/flow/flow-state.ts';
import type { Speech } from '../texts/speak.ts';

type Busy = Extract<FlowState, { phase: BusyPhase }>;

const steps = ['stepPrepare', 'stepUpload', 'stepRead'] as const;
const slowMs = 15_000;

/** The three steps of a photo's way and how far it has come. Only what is known is shown: reading has no percentage. */
export function Progress({ state, speech }: { readonly state: Busy; readonly speech: Speech }) {
  const { say } = speech;
  const id = useId();
  const slow = useElapsed(slowMs, state.phase);
  const step = state.phase === 'uploading' ? 1 : state.phase === 'recognising' ? 2 : 0;
  const sent = state.phase === 'uploading' && state.sent.total > 0 ? state.sent.loaded / state.sent.total : undefined;
  const waiting = 'waiting' in state ? state.waiting : undefined;
  return (
    <div className="sf-progress" part="progress">
      <p className="sf-lead" id={id}>
        {say(waiting === 'retry' ? 'retrying' : (waiting ?? state.phase))}
        {sent === undefined || waiting ? null : (
          <span className="sf-percent" aria-hidden="true">
            {say('uploadedOf', { percent: Math.floor(sent * 100) })}
          </span>
        )}
      </p>
      <progress aria-labelledby={id} max={1} {...(sent === undefined ? {} : { value: sent })} />
      <ol className="sf-steps">
        {steps.map((key, index) => (
          <li
            key={key}
            data-done={index < step || undefined}
            data-current={index === step || undefined}
            aria-current={index === step ? 'step' : undefined}
          >
            {say(key)}
          </li>
        ))}
      </ol>
      {/* What is waited for takes its room. */}
      {waiting ? null : <p className="sf-note">{slow ? say('takesLonger') : ''}</p>}
    </div>
  );
}

/** Whether this long has passed since `since` last changed. */
function useElapsed(ms: number, since: string): boolean {
  const [over, setOver] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setOver(since), ms);
    return () => {
      clearTimeout(timer);
      setOver('');
    };
  }, [ms, since]);
  return over === since;
}
