import { type FieldSpec, type FieldValue, longTerm, normaliseValue, suggest } from '@scanfill/proxy/contract';
import { useEffect, useId, useRef, useState } from 'react';
import { type OwnWarning, textKey } from '../../texts/failure-text.ts';
import type { Speech } from '../../texts/speak.ts';
import { Icon } from '../icons.tsx';

type ReviewFieldProps = {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly value: unknown;
  readonly warnings: readonly OwnWarning[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly speech: Speech;
  readonly disabled: boolean;
  readonly onEdit: (value: FieldValue | undefined) => void;
};

/** One field: its value to correct, what is odd about it, and values that would fit better. */
export function ReviewField(props: ReviewFieldProps) {
  const { name, spec, value, warnings, today, speech, disabled, onEdit } = props;
  const { say } = speech;
  const id = useId();
  const shown = textOf(value, say);
  const [typed, setTyped] = useState(shown);
  const [invalid, setInvalid] = useState(false);
  // What is being typed is never rewritten under the person's fingers: it takes its normal form when the input is left.
  const typing = useRef(false);
  useEffect(() => {
    if (typing.current) return;
    setTyped(shown);
    setInvalid(false);
  }, [shown]);

  const take = (text: string): void => {
    typing.current = true;
    setTyped(text);
    if (text.trim() === '') {
      setInvalid(false);
      onEdit(undefined);
      return;
    }
    const parsed = spec.type === 'expiry' && text === say('longTerm') ? longTerm : normaliseValue(spec, text, today);
    setInvalid(parsed === undefined);
    // A half-typed date is kept to the input: the last good value stands until the new one can be read.
    if (parsed !== undefined) onEdit(parsed);
  };
  const leave = (): void => {
    typing.current = false;
    if (!invalid) setTyped(shown);
  };
  const notes = invalid
    ? [say(isDate(spec) ? 'invalidDate' : 'invalidNumber')]
    : warnings.map((warning) => say(textKey('warn', warning)));
  const suggestions =
    !invalid && spec.check && typeof value === 'string' && warnings.includes('check-digit')
      ? suggest(spec.check, value, today)
      : [];
  const noteId = `${id}-note`;
  const helpId = `${id}-help`;
  const described = [...(notes.length > 0 ? [noteId] : []), ...(isDate(spec) ? [helpId] : [])].join(' ');
  const shared = {
    id,
    className: 'sf-text',
    disabled,
    value: typed,
    'aria-invalid': invalid || undefined,
    'aria-describedby': described || undefined,
    // A number or a machine-readable line keeps its order on a page that runs from right to left.
    dir: 'auto',
    autoComplete: 'off',
    spellCheck: false,
  } as const;
  return (
    <div
      className="sf-field"
      part="field"
      data-field={name}
      data-long={spec.long ? '' : undefined}
      data-warned={notes.length > 0 ? '' : undefined}
    >
      <label htmlFor={id}>{speech.label(spec.label)}</label>
      {spec.type === 'boolean' ? (
        <select
          {...shared}
          value={value === undefined ? '' : String(value)}
          onChange={(event) => take(event.currentTarget.value)}
          onBlur={leave}
        >
          <option value="" />
          <option value="true">{say('yes')}</option>
          <option value="false">{say('no')}</option>
        </select>
      ) : spec.long ? (
        <textarea
          {...shared}
          rows={2}
          placeholder={say('reviewMissing')}
          onChange={(event) => take(event.currentTarget.value)}
          onBlur={leave}
        />
      ) : (
        <input
          {...shared}
          type="text"
          placeholder={say('reviewMissing')}
          inputMode={spec.type === 'number' || spec.type === 'integer' ? 'numeric' : undefined}
          onChange={(event) => take(event.currentTarget.value)}
          onBlur={leave}
        />
      )}
      {isDate(spec) ? (
        <p className="sf-hidden" id={helpId}>
          {say(spec.type === 'expiry' ? 'dateOrLong' : 'dateForm')}
        </p>
      ) : null}
      {notes.length > 0 ? (
        <p className="sf-warning" id={noteId}>
          <Icon name="warning" />
          {notes.join(' ')}
        </p>
      ) : null}
      {suggestions.map((suggestion) => (
        <p key={suggestion} className="sf-suggestion">
          {say('suggest', { value: suggestion })}{' '}
          <button
            type="button"
            className="sf-link"
            aria-label={say('suggestUse', { value: suggestion })}
            disabled={disabled}
            onClick={() => onEdit(suggestion)}
          >
            {say('suggestUse', { value: suggestion })}
          </button>
        </p>
      ))}
    </div>
  );
}

function isDate(spec: FieldSpec): boolean {
  return spec.type === 'date' || spec.type === 'expiry';
}

function textOf(value: unknown, say: Speech['say']): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (typeof value === 'object' && 'length' in value && 'width' in value && 'height' in value)
    return `${value.length} × ${value.width} × ${value.height}`;
  return value === longTerm ? say('longTerm') : String(value);
}
