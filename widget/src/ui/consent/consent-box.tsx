import { useEffect, useRef } from 'react';
import { consentTexts } from '../../texts/en-consent.ts';
import { inPart, type Speech } from '../../texts/speak.ts';
import { Message } from '../message.tsx';
import type { AskedConsent } from './use-consent.ts';

type ConsentBoxProps = AskedConsent & {
  /** A photo waits for it. */
  readonly waiting: boolean;
  readonly disabled: boolean | undefined;
  readonly speech: Speech;
};

/** The words and the box to tick. A slot outside of the element's own tree shows what stands in it. */
export function ConsentBox(props: ConsentBoxProps) {
  const { version, given, give, children, waiting, disabled, speech } = props;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const scope = box.current?.getRootNode();
    const active = scope instanceof Document || scope instanceof ShadowRoot ? scope.activeElement : null;
    // The control that chose the photo went away, and the panel holds its place: whoever used it goes on here.
    if (waiting && active?.matches('.sf-panel')) box.current?.focus();
  }, [waiting]);
  return (
    <label className="sf-consent" part="consent">
      <input
        type="checkbox"
        ref={box}
        checked={given !== null}
        disabled={disabled}
        aria-required
        aria-invalid={waiting || undefined}
        onChange={(event) => give(event.currentTarget.checked ? { version, at: Date.now() } : undefined)}
      />
      <span>
        <slot name="consent">{children ?? inPart(speech, consentTexts).say('consent')}</slot>
      </span>
    </label>
  );
}

/** Why a photo is not sent yet. */
export function ConsentFirst({ speech }: { readonly speech: Speech }) {
  const { say } = inPart(speech, consentTexts);
  return (
    <Message tone="advice" title={say('consentTitle')}>
      <p>{say('consentFirst')}</p>
    </Message>
  );
}

/** The same as a screen reader hears it. */
export function consentText(speech: Speech): string {
  const { say } = inPart(speech, consentTexts);
  return `${say('consentTitle')}. ${say('consentFirst')}`;
}
