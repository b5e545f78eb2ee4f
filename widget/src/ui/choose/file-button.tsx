import type { ReactNode } from 'react';
import { acceptedHere, acceptedTypes } from '../../core/accepted-types.ts';

type FileButtonProps = {
  /** The accessible name; holds the visible words. */
  readonly name: string;
  readonly children: ReactNode;
  readonly onFile: (file: File) => void;
  readonly onOpen?: (() => void) | undefined;
  readonly onCancel?: (() => void) | undefined;
  readonly disabled?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly required?: boolean | undefined;
  /** Opens the camera app on phones. */
  readonly capture?: boolean;
  readonly className: string;
};

/**
 * A native file input laid invisibly over its looks: it takes focus, clicks and drops itself, so no control is nested
 * in another.
 */
export function FileButton(props: FileButtonProps) {
  const { name, children, onFile, onOpen, onCancel, disabled, describedBy, capture, className } = props;
  return (
    <span className={`sf-file ${className}`}>
      {children}
      <input
        type="file"
        className="sf-input"
        accept={acceptedTypes}
        aria-label={name}
        aria-describedby={describedBy}
        disabled={disabled}
        required={props.required}
        {...(capture ? { capture: 'environment' } : {})}
        ref={(input) => {
          if (!input) return;
          // React has no onCancel for inputs.
          input.oncancel = () => onCancel?.();
          // Not as an attribute: a server does not know the browser.
          input.accept = acceptedHere();
        }}
        onClick={({ currentTarget }) => {
          // By now more may be known of what can be opened.
          currentTarget.accept = acceptedHere();
          onOpen?.();
          // Chromium tells since 113 that nothing was chosen, others that the page is looked at again.
          if (onCancel) addEventListener('focus', onCancel, { once: true });
        }}
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          // Emptied, so that the same file can be chosen once more.
          input.value = '';
          if (file) onFile(file);
        }}
      />
    </span>
  );
}
