import { type CardName, cards } from '@scanfill/proxy/contract';
import { useLanguage } from '../texts/use-texts.ts';
import { CardSelect } from './card-select.tsx';
import { groups } from './groups.ts';

type Props = { readonly card: CardName; readonly onChoose: (card: CardName) => void };

/** All card types: a list of links where there is room, the phone's own picker where there is not. */
export function CardPicker({ card, onChoose }: Props) {
  const { texts, lang } = useLanguage();
  return (
    <>
      <CardSelect card={card} onChoose={onChoose} />
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
