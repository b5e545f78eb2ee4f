import type { CardName } from '@scanfill/proxy/contract';
import type { Filled } from '@scanfill/widget';
import { useCallback, useEffect, useRef, useState } from 'react';
import { show } from '../shell/show.ts';
import { useSpecimens } from '../specimens/specimens.ts';
import { TrySpecimen } from '../specimens/try-specimen.tsx';
import { useLanguage } from '../texts/use-texts.ts';
import { ApplicationForm } from './application-form.tsx';
import { BankHead } from './bank-head.tsx';
import { filledNames } from './filled-names.ts';
import { FirstSight } from './first-sight.tsx';
import { type IdCardFiles, IdCardSlot, idCards } from './id-card-slot.tsx';
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
  const { application, read } = model;
  const { files, handIn, isTrial } = useHandedIn(model.round);
  const documents = useRef<HTMLElement>(null);
  const onFile = useCallback((card: CardName, file: File) => handIn([[card, file]]), [handIn]);
  const isWhole = wholeBy.every((name) => read.has(name));
  // Who only looks is shown what came of it; who has a card of their own stays where the next photo is asked for.
  useEffect(() => {
    if (isTrial && isWhole) show(form.current);
  }, [isTrial, isWhole]);
  return (
    <main id="main" className="signup">
      <BankHead sight={<FirstSight specimens={specimens} />}>
        <TrySpecimen
          key={model.round}
          specimens={specimens}
          cards={idCards}
          onFiles={(files) => {
            handIn(files, true);
            show(documents.current);
          }}
        />
      </BankHead>
      <div className="signup-columns">
        <section ref={documents} className="documents" aria-labelledby="documents-title">
          <h2 id="documents-title" className="column-title">
            {texts.documents}
          </h2>
          {/* Starting over takes the photos away too: a new round, a new slot. */}
          <IdCardSlot
            key={model.round}
            specimens={specimens}
            files={files}
            onFile={onFile}
            fill={form}
            onFilled={onFilled}
          />
          {read.size > 0 && !application && (
            <a className="button button-quiet see-details" href="#signup">
              {texts.seeDetails}
            </a>
          )}
        </section>
        <div className="application">
          <ApplicationForm form={form} faultsBox={faultsBox} model={model} hidden={application !== undefined} />
          {application && <Summary submission={application} onEdit={model.edit} onStartOver={model.startOver} />}
        </div>
      </div>
    </main>
  );
}

/** What both sides together fill: once they are there, the form is as far as a card brings it. */
const wholeBy = ['number', 'endDate'];

/** The specimens that were handed in since the person began or started over; `isTrial`: all of them at once. */
function useHandedIn(round: number) {
  const [given, setGiven] = useState<{
    readonly round: number;
    readonly files: IdCardFiles;
    readonly isTrial: boolean;
  }>({
    round,
    files: {},
    isTrial: false,
  });
  const { files, isTrial } = given.round === round ? given : { files: {}, isTrial: false };
  const handIn = useCallback(
    (more: readonly (readonly [card: CardName, file: File])[], isTrial = false) =>
      setGiven((before) => ({
        round,
        files: { ...(before.round === round ? before.files : {}), ...Object.fromEntries(more) },
        isTrial,
      })),
    [round],
  );
  return { files, handIn, isTrial };
}
