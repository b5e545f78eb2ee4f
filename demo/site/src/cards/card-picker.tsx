import { type CardName, cards, isCardName } from '@scanfill/proxy/contract';
import { useLanguage } from '../texts/use-texts.ts';
import { groups } from './groups.ts';

type Props = { readonly card: CardName; readonly onChoose: (card: CardName) => void };

/** All card types: a list of links where there is room, the phone's own picker where there is not. */
export function CardPicker({ card, onChoose }: Props) {
  const { texts, lang } = useLanguage();
  return (
    <>
      <div className="picker-phone">
        <label htmlFor="card-type">{texts.cardType}</label>
        <select
          id="card-type"
          value={card}
          onChange={({ target }) => isCardName(target.value) && onChoose(target.value)}
        >
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
      <nav className="picker" aria-label={texts.cardType}>
        {groups.map((group) => (
          <div key={group.title} className="picker-group">
            <h2>{texts[group.title] as string}</h2>
            <ul>
              {group.cards.map((name) => (
                <li key={name}>
                  <a href={`#${name}`} aria-current={name === card ? 'true' : undefined}>
                    <span>{cards[name].label[lang]}</span>
                    <code>{name}</code>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  );
}
