import { type CardName, cardSpec, type DoneScan } from '@scanfill/proxy/contract';
import { useState } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import { CodeBlock } from './code-block.tsx';
import { FieldsTable } from './fields-table.tsx';
import { type SampleName, sampleNames, sampleOf } from './samples.ts';
import { Tabs } from './tabs.tsx';

type View = 'fields' | 'json' | 'code';

/** What the page's code receives: the fields, the whole scan as JSON, and how to ask for it. */
export function Result({ card, scan }: { card: CardName; scan: DoneScan | undefined }) {
  const { texts } = useLanguage();
  const [view, setView] = useState<View>('fields');
  return (
    <section className="result" aria-labelledby="result-title">
      <div className="result-head">
        <h2 id="result-title">{texts.result}</h2>
        {scan && <Figures scan={scan} />}
      </div>
      <Tabs<View>
        label={texts.result}
        tabs={[
          { id: 'fields', title: texts.fields },
          { id: 'json', title: texts.json },
          { id: 'code', title: texts.code },
        ]}
        chosen={view}
        onChoose={setView}
      >
        {view === 'code' ? <Code card={card} /> : scan ? <Answer scan={scan} view={view} /> : <Empty card={card} />}
      </Tabs>
    </section>
  );
}

function Figures({ scan }: { scan: DoneScan }) {
  const { texts } = useLanguage();
  const names = Object.entries(cardSpec(scan.card).fields).filter(([, spec]) => spec.about === undefined);
  const read = names.filter(([name]) => name in scan.fields).length;
  const seconds = (Date.parse(scan.doneAt) - Date.parse(scan.createdAt)) / 1000;
  return (
    <p className="figures-line">
      {texts.fieldsCount(read, names.length)} · {texts.resultTook(seconds.toFixed(1))}
    </p>
  );
}

function Answer({ scan, view }: { scan: DoneScan; view: 'fields' | 'json' }) {
  const { texts } = useLanguage();
  if (view === 'json')
    return (
      <>
        <p className="panel-note">{texts.jsonNote}</p>
        <CodeBlock text={JSON.stringify(scan, null, 2)} label={texts.json} />
      </>
    );
  return (
    <>
      {!scan.recognised && <p className="notice">{texts.resultNothing}</p>}
      <FieldsTable scan={scan} />
    </>
  );
}

function Empty({ card }: { card: CardName }) {
  const { texts, lang } = useLanguage();
  const labels = Object.values(cardSpec(card).fields).filter((spec) => spec.about === undefined);
  return (
    <div className="empty">
      <p>{texts.resultEmpty}</p>
      <p>{texts.resultEmptyFields(labels.length)}</p>
      <ul>
        {labels.map((spec) => (
          <li key={spec.label.zh}>{spec.label[lang]}</li>
        ))}
      </ul>
    </div>
  );
}

function Code({ card }: { card: CardName }) {
  const { texts } = useLanguage();
  const [sample, setSample] = useState<SampleName>('react');
  const titles = { react: texts.codeReact, element: texts.codeElement, curl: texts.codeCurl };
  return (
    <>
      <p className="panel-note">{texts.codeNote}</p>
      <Tabs<SampleName>
        label={texts.code}
        tabs={sampleNames.map((id) => ({ id, title: titles[id] }))}
        chosen={sample}
        onChoose={setSample}
      >
        <CodeBlock text={sampleOf(sample, card, location.origin)} label={titles[sample]} />
      </Tabs>
    </>
  );
}
