import { useLanguage } from '../texts/use-texts.ts';
import { BothLabels, FaultNote, type LineState, ReadMark } from './line.tsx';

/** The label of the sex line, in both languages. */
export const sexLabel = { en: 'Sex', zh: '性别' } as const;

/** Two radio buttons; the card's number tells which. */
export function SexLine({ state }: { state: LineState }) {
  const { texts } = useLanguage();
  const options = [
    { value: 'female', text: texts.female },
    { value: 'male', text: texts.male },
  ];
  return (
    <fieldset
      className="line line-half line-choice"
      data-read={state.read || undefined}
      aria-describedby={state.fault ? 'sex-fault' : undefined}
    >
      <legend>
        <span className="line-head">
          <span className="line-label">
            <BothLabels field={{ label: sexLabel }} />
          </span>
          {state.read && <ReadMark />}
        </span>
      </legend>
      <div className="choices">
        {options.map(({ value, text }) => (
          <label className="choice" key={value}>
            <input type="radio" name="sex" id={value === 'female' ? 'sex' : `sex-${value}`} value={value} />
            <span>{text}</span>
          </label>
        ))}
      </div>
      <FaultNote name="sex" fault={state.fault} />
    </fieldset>
  );
}
