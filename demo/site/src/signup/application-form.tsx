import { type RefObject, useCallback } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import { ConsentLine } from './consent-line.tsx';
import { faultText } from './faults.ts';
import { cardFields, type LineName, phoneField } from './fields.ts';
import { Line, type LineState } from './line.tsx';
import { SexLine, sexLabel } from './sex-line.tsx';
import type { ApplicationForm as FormModel } from './use-application.ts';

type Props = {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly faultsBox: RefObject<HTMLDivElement | null>;
  readonly model: FormModel;
  readonly hidden: boolean;
};

const labelOf = (name: LineName): { readonly en: string; readonly zh: string } => {
  if (name === 'sex') return sexLabel;
  if (name === 'phone') return phoneField.label;
  return name === 'consent' ? { en: 'Consent', zh: '同意' } : cardFields[name].label;
};

/** The bank's own form: plain inputs with plain names, nothing in it knows of the upload component. */
export function ApplicationForm({ form, faultsBox, model, hidden }: Props) {
  const { texts, lang } = useLanguage();
  const sentence = useCallback(
    (name: LineName): string | undefined => {
      const fault = model.faults.get(name);
      return fault && faultText(texts, name, labelOf(name)[lang], fault);
    },
    [model.faults, texts, lang],
  );
  const showFaults = model.refused && model.faults.size > 0;
  const state = (name: LineName): LineState => ({ fault: sentence(name), read: model.read.has(name) });
  return (
    <form
      ref={form}
      id="signup"
      className="sheet"
      noValidate
      hidden={hidden}
      onInput={model.onInput}
      onSubmit={model.onSubmit}
      aria-label={texts.signupTitle}
    >
      <div ref={faultsBox} className="faults" tabIndex={-1} hidden={!showFaults} role="alert">
        {showFaults && (
          <>
            <h2>{texts.errorsTitle(model.faults.size)}</h2>
            <ul>
              {[...model.faults.keys()].map((name) => (
                <li key={name}>
                  <a href={`#${name}`}>{sentence(name)}</a>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <fieldset className="part">
        <legend>{texts.details}</legend>
        <p className="part-note">{texts.detailsNote}</p>
        <div className="lines">
          <Line field={cardFields.name} state={state('name')} />
          <Line field={cardFields.nationality} state={state('nationality')} />
          <SexLine state={state('sex')} />
          <Line field={cardFields.birth} state={state('birth')} />
          <Line field={cardFields.number} state={state('number')} />
          <Line field={cardFields.address} state={state('address')} />
          <Line field={cardFields.authority} state={state('authority')} />
          <Line field={cardFields.startDate} state={state('startDate')} />
          <Line field={cardFields.endDate} state={state('endDate')} />
        </div>
      </fieldset>
      <fieldset className="part">
        <legend>{texts.contact}</legend>
        <div className="lines">
          <Line field={phoneField} state={state('phone')} />
          <ConsentLine state={state('consent')} />
        </div>
      </fieldset>
      <div className="actions">
        <button type="submit" className="button">
          {texts.submit}
        </button>
      </div>
    </form>
  );
}
