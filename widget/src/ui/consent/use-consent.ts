import { type ReactNode, useState } from 'react';
import type { Consent } from '../../core/consent.ts';

/** What a person has to accept before their first photo is sent. */
export type ConsentAsked = {
  /** Names the words, 1 to 64 characters, as `2026-11`; stands in the receipt. Another version is asked for anew. */
  readonly version: string;
  /** The page's own words, links and all; a sentence of the widget's unless told. */
  readonly children?: ReactNode;
};

/** A consent that is asked for, and whether it is given. */
export type AskedConsent = ConsentAsked & {
  readonly given: Consent | null;
  readonly give: (consent: Consent | undefined) => void;
};

/** Holds a consent; undefined where the page asks for none. */
export function useConsent(asked: ConsentAsked | undefined): AskedConsent | undefined {
  const [last, setLast] = useState<Consent>();
  return asked && { ...asked, given: last?.version === asked.version ? last : null, give: setLast };
}

/** The box and its words: a part of its own, wanted only where a page asks. */
export const loadConsent = () => import('./consent-box.tsx');
