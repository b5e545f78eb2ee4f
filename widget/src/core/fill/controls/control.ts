import type { FieldValue } from '@scanfill/proxy/contract';

/** One way of putting a value into a control, to be looked at afterwards. */
export type Attempt = {
  /** What is written, as the page will have it. */
  readonly text: string;
  write(): void | Promise<void>;
  /** Whether the control holds what was written, in whatever form it shows it. */
  holds(): boolean;
  /** Written only to learn how the control reads; never left standing. */
  readonly isProbe?: true;
  /** Takes more than the present task: a list has to be opened. */
  readonly isSlow?: true;
  /** Why it was not kept, where that is known; otherwise the page refused it. */
  readonly why?: 'typed' | 'unsuitable' | undefined;
};

/** The ways of putting one value into one control, best first; each step is told whether the one before was kept. */
export type Attempts = Generator<Attempt, void, boolean>;

/** What an attempt may do beside writing. */
export type Means = {
  readonly choices: boolean;
  readonly search: boolean;
  /** An ID number, where the card has one: it begins with the code of a division. */
  readonly code?: string;
};

/** What names a control: its own attributes and those of the hidden fields and elements that stand for it. */
export type Named = {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly autocomplete: string;
  /** `data-scanfill`. */
  readonly declared: string | undefined;
};

/**
 * A control as a person sees it: one element, the radio buttons of one question, a list that opens, a date in three
 * parts.
 */
export type Control = Named & {
  readonly element: HTMLElement;
  /** Every element that is part of it; a map may name any. */
  readonly members: readonly HTMLElement[];
  /** Written into only where the page says so by map or attribute. */
  readonly isHidden?: boolean;
  /** What it holds: a text, `''` for nothing. */
  read(): string;
  /** Whether a person may have entered what it holds; a choice that still is the page's own default is nobody's. */
  isTouched(): boolean;
  /** Whether a person could enter anything at all. */
  isLocked(): boolean;
  /** The choices it offers where they can be read without opening it. */
  offers?(): readonly string[];
  attempts(path: string, value: FieldValue, means: Means): Attempts;
  /** Puts back what `read` gave; false where the page offers no way. */
  restore(before: string): boolean | Promise<boolean>;
};

/** A value as text. */
export function asText(value: FieldValue): string {
  return typeof value === 'object' ? `${value.length}×${value.width}×${value.height}` : String(value);
}

/** What names an element by itself. */
export function namedBy(...elements: readonly HTMLElement[]): Named {
  const all = (attribute: string): readonly string[] =>
    elements.map((element) => element.getAttribute(attribute) ?? '').filter(Boolean);
  return {
    names: all('name'),
    ids: elements.map(({ id }) => id).filter(Boolean),
    autocomplete: all('autocomplete')[0] ?? '',
    declared: elements.map(({ dataset }) => dataset.scanfill).find(Boolean),
  };
}

/** Whether the page says that what a control holds will not do. */
export function isRefused(element: HTMLElement): boolean {
  return element.getAttribute('aria-invalid') === 'true';
}

/** Whether a script of the page keeps account of an element: it has left properties of its own on it. */
export function isKept(element: Element): boolean {
  const own = [...Object.getOwnPropertyNames(element), ...Object.getOwnPropertySymbols(element).map(String)];
  // A page without a browser keeps its own account in these.
  return own.some((key) => key !== 'Symbol(impl)' && key !== 'Symbol(SameObject caches)');
}
