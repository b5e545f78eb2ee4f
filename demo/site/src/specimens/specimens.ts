import type { CardName } from '@scanfill/proxy/contract';
import { useCallback, useEffect, useState } from 'react';

/** One picture a visitor can try instead of a card of their own. */
export type SpecimenPicture = {
  readonly card: string;
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly kind: string;
  readonly alt: { readonly en: string; readonly zh: string };
  /** What is printed on it, as the fields of a scan. */
  readonly fields: Readonly<Record<string, string>>;
};

/** The specimens on their way, there, or not to be had. */
export type Specimens =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly pictures: readonly SpecimenPicture[] }
  | { readonly state: 'failed'; readonly retry: () => void };

/** A specimen of a card: a clean one where there is any, as that is read in a moment. */
export function cleanestOf(specimens: Specimens, card: CardName): SpecimenPicture | undefined {
  if (specimens.state !== 'ready') return undefined;
  const own = specimens.pictures.filter((picture) => picture.card === card);
  return own.find(({ kind }) => kind === 'clean') ?? own[0];
}

/** The address of a specimen's file. */
export function specimenUrl(file: string): string {
  return `/specimens/${encodeURIComponent(file)}`;
}

/** Loads the list of specimens once for a page. */
export function useSpecimens(): Specimens {
  const [attempt, setAttempt] = useState(0);
  const [specimens, setSpecimens] = useState<Specimens>({ state: 'loading' });
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what loads again
  useEffect(() => {
    const abort = new AbortController();
    setSpecimens({ state: 'loading' });
    fetch('/specimens/index.json', { signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The list of specimens answered ${response.status}.`);
        setSpecimens({ state: 'ready', pictures: parseSpecimens(await response.json()) });
      })
      .catch(() => {
        if (!abort.signal.aborted) setSpecimens({ state: 'failed', retry });
      });
    return () => abort.abort();
  }, [attempt, retry]);
  return specimens;
}

/** The well-formed entries of `specimens/index.json`. */
export function parseSpecimens(list: unknown): readonly SpecimenPicture[] {
  return Array.isArray(list) ? list.flatMap(parseSpecimen) : [];
}

function parseSpecimen(entry: unknown): readonly SpecimenPicture[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { card, file, width, height, kind, alt, fields } = entry as Record<string, unknown>;
  if (typeof card !== 'string' || typeof file !== 'string' || typeof kind !== 'string') return [];
  if (typeof width !== 'number' || typeof height !== 'number') return [];
  return [{ card, file, width, height, kind, alt: parseAlt(alt), fields: parseFields(fields) }];
}

function parseAlt(alt: unknown): SpecimenPicture['alt'] {
  if (typeof alt === 'string') return { en: alt, zh: alt };
  if (typeof alt !== 'object' || alt === null) return { en: '', zh: '' };
  const { en, zh } = alt as Record<string, unknown>;
  return { en: typeof en === 'string' ? en : '', zh: typeof zh === 'string' ? zh : '' };
}

function parseFields(fields: unknown): SpecimenPicture['fields'] {
  const entries = Object.entries(Object(fields)).filter((entry): entry is [string, string] => isText(entry[1]));
  return Object.fromEntries(entries);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
