import { type CardName, cards, isCardName } from '@scanfill/proxy/contract';
import { useLanguage } from '../texts/use-texts.ts';
import { groups } from './groups.ts';
import '../styles/card-select.css';

type Props = { readonly card: CardName; readonly onChoose: (card: CardName) => void };

/** All card types in the device's own picker. */
export function CardSelect({ card, onChoose }: Props) {
  const { texts, lang } = useLanguage();
  return (
    <div className="card-select">
      <label htmlFor="card-type">{texts.cardType}</label>
      <select id="card-type" value={card} onChange={({ target }) => isCardName(target.value) && onChoose(target.value)}>
        {groups.map((group) => (
          <optgroup key={group.title} label={texts[group.title] as string}>
            {group.cards.map((name) => (
              <option key={name} value={name}>
                {cards[name].label[lang]}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
