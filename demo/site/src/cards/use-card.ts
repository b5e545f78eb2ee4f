import { type CardName, isCardName } from '@scanfill/proxy/contract';
import { useSyncExternalStore } from 'react';

const named = (): CardName => {
  const name = location.hash.slice(1);
  return isCardName(name) ? name : 'id-card-front';
};

const watch = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

/** The card type in the address (`/cards#passport`), so that every type can be linked and the back button works. */
export function useCard(): readonly [CardName, (card: CardName) => void] {
  const card = useSyncExternalStore(watch, named);
  return [
    card,
    (next) => {
      location.hash = next;
    },
  ];
}
