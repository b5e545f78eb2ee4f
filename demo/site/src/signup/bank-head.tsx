import type { ReactNode } from 'react';
import { useLanguage } from '../texts/use-texts.ts';

type Props = {
  /** What this page does, in a picture. */
  readonly sight: ReactNode;
  /** Stand below the first words. */
  readonly children: ReactNode;
};

/** The fictional host's own head of the page. */
export function BankHead({ sight, children }: Props) {
  const { texts } = useLanguage();
  return (
    <div className="bank">
      <p className="bank-name">
        <svg className="bank-mark" viewBox="0 0 32 32" aria-hidden="true">
          <path d="M16 15C10.5 12 10.5 4.5 16 3c5.5 1.5 5.5 9 0 12ZM17 16c3-5.500 10.500-5.500 12 0-1.500 5.500-9 5.500-12 0ZM16 17c5.500 3 5.500 10.500 0 12-5.500-1.500-5.500-9 0-12ZM15 16c-3 5.500-10.500 5.500-12 0 1.500-5.500 9-5.500 12 0Z" />
        </svg>
        <span>{texts.bank}</span>
        <small>{texts.bankNote}</small>
      </p>
      <h1>{texts.signupTitle}</h1>
      <p className="lead">{texts.signupLead}</p>
      {sight}
      {children}
    </div>
  );
}
