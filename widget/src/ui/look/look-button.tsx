import { useRef, useState } from 'react';
import { lookTexts } from '../../texts/en-look.ts';
import { inPart, type Speech } from '../../texts/speak.ts';
import { Drawing } from '../icons.tsx';
import { useLazy } from '../use-lazy.ts';

export type LookProps = {
  /** One that has passed inspection. */
  readonly image: Blob;
  readonly speech: Speech;
  /** The card's. */
  readonly title: string;
};

const loadLook = () => import('./close-look.tsx');

/** Lies over the preview and opens the photo at full size; what shows it is loaded then. */
export function LookButton({ image, speech, title, disabled }: LookProps & { readonly disabled: boolean }) {
  const { say } = inPart(speech, lookTexts);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const { part, missing } = useLazy(loadLook, open);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="sf-look"
        aria-haspopup="dialog"
        aria-label={say('photoOf', { action: say('look'), card: title })}
        disabled={disabled}
        onClick={() => setOpen(true)}
      >
        <Drawing path="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21M10.5 7.5v6M7.5 10.5h6" />
      </button>
      {missing ? (
        <p className="sf-look-missing" role="status">
          {say('failPart')}
        </p>
      ) : null}
      {/* A page that disables the widget would leave no way out of it. */}
      {open && part && !disabled ? (
        <part.CloseLook
          image={image}
          speech={speech}
          title={title}
          onClose={() => {
            setOpen(false);
            button.current?.focus({ preventScroll: true });
          }}
        />
      ) : null}
    </>
  );
}
