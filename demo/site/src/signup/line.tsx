import type { ReactNode } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import type { TextField } from './fields.ts';

/** What a line shows besides its input. */
export type LineState = {
  /** The sentence about what is wrong; absent when nothing is. */
  readonly fault?: string | undefined;
  /** The value was read from the card and not changed since. */
  readonly read?: boolean;
};

const inputModes = { date: 'numeric', expiry: 'text', phone: 'tel', text: 'text', code: 'text', long: 'text' } as const;

/** One labelled input of the form, with its label in both of the card's languages as the card itself has it. */
export function Line({ field, state }: { field: TextField; state: LineState }) {
  const { texts } = useLanguage();
  const { name, kind } = field;
  const hint = { date: texts.dateHint, expiry: texts.endDateHint, phone: texts.phoneHint }[kind as string];
  const described = [hint && `${name}-hint`, state.fault && `${name}-fault`].filter(Boolean).join(' ');
  const shared = {
    id: name,
    name,
    autoComplete: field.autocomplete ?? 'off',
    'aria-invalid': state.fault !== undefined,
    'aria-required': true,
    ...(described ? { 'aria-describedby': described } : {}),
  };
  return (
    <div className={field.half ? 'line line-half' : 'line'} data-read={state.read || undefined}>
      <div className="line-head">
        <label htmlFor={name}>
          <BothLabels field={field} />
        </label>
        {state.read && <ReadMark />}
      </div>
      {hint && (
        <p className="line-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {kind === 'long' ? (
        <textarea {...shared} rows={2} />
      ) : (
        <input
          {...shared}
          type={kind === 'phone' ? 'tel' : 'text'}
          inputMode={inputModes[kind]}
          className={kind === 'text' ? undefined : 'figures'}
          spellCheck={false}
          {...(kind === 'code' ? { maxLength: 24, autoCapitalize: 'characters' } : {})}
        />
      )}
      <FaultNote name={name} fault={state.fault} />
    </div>
  );
}

/** The label in the page's language, and smaller in the other. */
export function BothLabels({ field }: { field: Pick<TextField, 'label'> }) {
  const { lang } = useLanguage();
  const other = lang === 'zh' ? 'en' : 'zh';
  return (
    <>
      {field.label[lang]} <small lang={other === 'zh' ? 'zh-CN' : 'en'}>{field.label[other]}</small>
    </>
  );
}

/** Tells that a value came from the card. */
export function ReadMark() {
  const { texts } = useLanguage();
  return (
    <span className="read-mark">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="m3 8.5 3.2 3.2L13 5" />
      </svg>
      {texts.fromCard}
    </span>
  );
}

/** The sentence beside a faulty line. */
export function FaultNote({ name, fault }: { name: string; fault: ReactNode }) {
  if (fault === undefined) return null;
  return (
    <p className="line-fault" id={`${name}-fault`}>
      {fault}
    </p>
  );
}
