import type { CardName } from '@scanfill/proxy/contract';
import { useCallback, useRef, useState } from 'react';
import { CardSelect } from '../cards/card-select.tsx';
import { show } from '../shell/show.ts';
import { useSpecimens } from '../specimens/specimens.ts';
import { TrySpecimen } from '../specimens/try-specimen.tsx';
import { useLanguage } from '../texts/use-texts.ts';
import { CardSlot } from '../upload/card-slot.tsx';
import { Counts } from './counts.tsx';
import { Stations } from './stations.tsx';
import { useTravel } from './use-travel.ts';
import '../styles/figures.css';
import '../styles/live.css';

/** A scan on its way, station by station, beside what the proxy and the stand-in counted meanwhile. */
export function LivePage() {
  const { texts } = useLanguage();
  const specimens = useSpecimens();
  const [card, setCard] = useState<CardName>('id-card-front');
  const [file, setFile] = useState<File>();
  const way = useRef<HTMLElement>(null);
  const { travel, counted, ledgerBilled, figures, failed, onState } = useTravel();
  const take = useCallback((_card: CardName, chosen: File) => setFile(chosen), []);
  const choose = (next: CardName): void => {
    setFile(undefined);
    setCard(next);
  };
  return (
    <main id="main" className="live">
      <div className="live-head">
        <h1>{texts.liveTitle}</h1>
        <p className="lead">{texts.liveLead}</p>
        <TrySpecimen
          key={card}
          specimens={specimens}
          cards={[card]}
          onFiles={(files) => {
            setFile(files[0]?.[1]);
            show(way.current);
          }}
        />
      </div>
      <div className="live-columns">
        <section ref={way} className="live-way" aria-labelledby="way-title">
          <h2 id="way-title" className="column-title">
            {texts.wayTitle}
          </h2>
          <Stations travel={travel} counted={counted} />
        </section>
        <section className="live-upload" aria-label={texts.documents}>
          <CardSelect card={card} onChoose={choose} />
          <CardSlot key={card} card={card} specimens={specimens} file={file} onFile={take} onState={onState} />
        </section>
        <div className="live-counts">
          {failed && <p className="notice">{texts.figuresAway}</p>}
          <Counts figures={figures} counted={counted} ledgerBilled={ledgerBilled} />
          <p className="note">{texts.countsNote}</p>
        </div>
      </div>
    </main>
  );
}
