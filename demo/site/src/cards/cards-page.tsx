import { type CardName, cards, type DoneScan, type Fields } from '@scanfill/proxy/contract';
import { useCallback, useState } from 'react';
import { useSpecimens } from '../specimens/specimens.ts';
import { useLanguage } from '../texts/use-texts.ts';
import { CardSlot } from '../upload/card-slot.tsx';
import { CardPicker } from './card-picker.tsx';
import { Result } from './result.tsx';
import { useCard } from './use-card.ts';
import '../styles/cards.css';

/** Any of the card types: hand in a photo, see the typed fields, the JSON and the code. */
export function CardsPage() {
  const { texts, lang } = useLanguage();
  const specimens = useSpecimens();
  const [card, chooseCard] = useCard();
  const [scan, setScan] = useState<DoneScan>();
  // One of another card is none of this one's.
  const [given, setGiven] = useState<readonly [card: CardName, file: File]>();
  const take = useCallback((taken: CardName, file: File) => setGiven([taken, file]), []);
  // A removed photo takes its result along: the service has erased it too.
  const forgetRemoved = useCallback((fields: Fields | undefined) => {
    if (fields === undefined) setScan(undefined);
  }, []);
  return (
    <main id="main" className="cards">
      <div className="cards-head">
        <h1>{texts.cardsTitle}</h1>
        <p className="lead">{texts.cardsLead}</p>
      </div>
      <div className="cards-columns">
        <CardPicker card={card} onChoose={chooseCard} />
        <section className="cards-upload" aria-label={cards[card].label[lang]}>
          <CardSlot
            key={card}
            card={card}
            specimens={specimens}
            file={given?.[0] === card ? given[1] : undefined}
            onFile={take}
            onDone={setScan}
            onChange={forgetRemoved}
          />
        </section>
        <Result card={card} scan={scan?.card === card ? scan : undefined} />
      </div>
    </main>
  );
}
