import { useLanguage } from '../texts/use-texts.ts';
import { FaultNote, type LineState } from './line.tsx';

/** The consent to the check; never filled by a card. */
export function ConsentLine({ state }: { state: LineState }) {
  const { texts } = useLanguage();
  return (
    <div className="line line-consent">
      <label className="choice choice-wide" htmlFor="consent">
        <input
          type="checkbox"
          id="consent"
          name="consent"
          value="yes"
          aria-invalid={state.fault !== undefined}
          aria-describedby={state.fault ? 'consent-fault' : undefined}
        />
        <span>{texts.consent}</span>
      </label>
      <FaultNote name="consent" fault={state.fault} />
    </div>
  );
}
