import { type ReactNode, useState } from 'react';
import { readFigures, readReadiness, readUnsettled } from '../figures/read-insight.ts';
import { usePolled } from '../figures/use-polled.ts';
import { readMode } from '../shell/mode.ts';
import { useLanguage } from '../texts/use-texts.ts';
import { AlarmList } from './alarm-list.tsx';
import { Bill } from './bill.tsx';
import { Lanes } from './lanes.tsx';
import { Readiness } from './readiness.tsx';
import { operationsPath } from './topics.ts';
import { UnsettledList } from './unsettled.tsx';
import { useDocument } from './use-document.ts';
import '../styles/figures.css';
import '../styles/operator.css';

const everyMs = 2_000;

/** What whoever runs a proxy has to have in front of him, of the one behind this demo. */
export function OperatorPage() {
  const { texts } = useLanguage();
  const [{ operator }] = useState(() => readMode());
  return (
    <main id="main" className="operator">
      <div className="operator-head">
        <h1>{texts.operatorTitle}</h1>
        <p className="lead">{texts.operatorLead}</p>
        <p className="operator-links">
          <a href={operationsPath}>{texts.operationsLink}</a>
        </p>
      </div>
      {operator ? <Board /> : <p className="notice">{texts.operatorClosed}</p>}
    </main>
  );
}

function Board() {
  const { texts } = useLanguage();
  const figures = usePolled(readFigures, everyMs);
  const readiness = usePolled(readReadiness, everyMs);
  const unsettled = usePolled(readUnsettled, everyMs);
  const document = useDocument();
  const counted = figures.value?.figures;
  // Nothing is said of what was not read yet.
  const looking = <p className="nothing">{texts.looking}</p>;
  return (
    <>
      {figures.failed && <p className="notice">{texts.figuresAway}</p>}
      <div className="board">
        <Part title={texts.readiness} from="GET /readyz">
          <Readiness word={readiness.value} failed={readiness.failed} document={document} />
        </Part>
        <Part title={texts.bill} from="scanfill_images_billed_total">
          {counted ? <Bill figures={counted} /> : looking}
        </Part>
        <Part title={texts.queue} from="scanfill_scans_waiting" wide>
          {counted ? <Lanes figures={counted} /> : looking}
        </Part>
        <Part title={texts.unsettled} from="scanfill-proxy reconcile" wide>
          <UnsettledList entries={unsettled.value} />
        </Part>
        <Part title={texts.alarms} from="examples/run/alerts.yaml" wide>
          <p className="note">{texts.alarmsNote}</p>
          {counted ? <AlarmList figures={counted} document={document} /> : looking}
        </Part>
      </div>
    </>
  );
}

type PartProps = {
  readonly title: string;
  /** Where an operator finds the same. */
  readonly from: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

function Part({ title, from, wide, children }: PartProps) {
  return (
    <section className={wide ? 'board-part board-wide' : 'board-part'} aria-label={title}>
      <div className="board-head">
        <h2>{title}</h2>
        <code>{from}</code>
      </div>
      {children}
    </section>
  );
}
