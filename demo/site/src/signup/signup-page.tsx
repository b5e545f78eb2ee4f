import type { Filled } from '@scanfill/widget';
import { useCallback, useRef } from 'react';
import { useSpecimens } from '../specimens/specimens.ts';
import { useLanguage } from '../texts/use-texts.ts';
import { ApplicationForm } from './application-form.tsx';
import { BankHead } from './bank-head.tsx';
import { filledNames } from './filled-names.ts';
import { IdCardSlot } from './id-card-slot.tsx';
import { Summary } from './summary.tsx';
import { useApplication } from './use-application.ts';
import '../styles/signup.css';

/** A bank's sign-up form whose lines are filled from the two sides of an ID card. */
export function SignupPage() {
  const { texts } = useLanguage();
  const specimens = useSpecimens();
  const form = useRef<HTMLFormElement>(null);
  const faultsBox = useRef<HTMLDivElement>(null);
  const showFaults = useCallback(() => requestAnimationFrame(() => faultsBox.current?.focus()), []);
  const model = useApplication(form, showFaults);
  const { markRead } = model;
  const onFilled = useCallback(({ filled }: Filled) => markRead(filledNames(filled)), [markRead]);
  const { application } = model;
  return (
    <main id="main" className="signup">
      <BankHead />
      <div className="signup-columns">
        <section className="documents" aria-labelledby="documents-title">
          <h2 id="documents-title" className="column-title">
            {texts.documents}
          </h2>
          {/* Starting over takes the photos away too: a new round, a new slot. */}
          <IdCardSlot key={model.round} specimens={specimens} fill={form} onFilled={onFilled} />
        </section>
        <div className="application">
          <ApplicationForm form={form} faultsBox={faultsBox} model={model} hidden={application !== undefined} />
          {application && <Summary submission={application} onEdit={model.edit} onStartOver={model.startOver} />}
        </div>
      </div>
    </main>
  );
}
