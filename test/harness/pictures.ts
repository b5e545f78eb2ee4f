import { createHash } from 'node:crypto';
import { makeCardImage } from '@scanfill/demo/green/testing/card-image';
import { type CardName, type CardSpec, cardNames, cards } from '@scanfill/proxy/contract';

/** A test picture to upload: its bytes follow from its number and the run's seed. */
export type Picture = {
  readonly key: string;
  readonly card: CardName;
  /** A text that stands in a field of this picture and nowhere else. */
  readonly marker: string;
  bytes(): Buffer;
  sha256(): string;
};

/** The first field of a card type that is plain text, in Green's spelling. */
function textField(card: CardName): string {
  const spec: CardSpec = cards[card];
  const found = Object.entries(spec.fields).find(([, { type, about }]) => type === 'text' && about === undefined);
  if (found === undefined) throw new Error(`${card} has no text field`);
  return found[1].wire?.[0] ?? found[0];
}

/** A picture of any card type: four in five are of the first two, as traffic tends to be. */
export function makePicture(seed: string, index: number, paddingBytes = 0): Picture {
  const common = index % 5 !== 4;
  const card = cardNames[common ? index % 2 : Math.floor(index / 5) % cardNames.length] ?? 'bank-card';
  const marker = `Marker${createHash('sha256').update(`${seed} ${index}`).digest('hex').slice(0, 20)}`;
  const bytes = () => makeCardImage(card, { [textField(card)]: marker }, { seed: `${seed} ${index}`, paddingBytes });
  return {
    key: `${seed}-${index}`,
    card,
    marker,
    bytes,
    sha256: () => createHash('sha256').update(bytes()).digest('hex'),
  };
}

/** So many pictures of one seed. */
export function makePictures(seed: string, count: number, paddingBytes = 0): readonly Picture[] {
  return Array.from({ length: count }, (_, index) => makePicture(seed, index, paddingBytes));
}
