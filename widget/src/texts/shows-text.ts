import type { CardName } from '@scanfill/proxy/contract';
import { mixUpTexts } from './en-mix-up.ts';
import { inPart, type Speech } from './speak.ts';

/** What is said of a photo that shows another card than was asked for, where another photo is to be taken. */
export function showsText(shows: CardName, asked: CardName, speech: Speech): string {
  const { say, title } = inPart(speech, mixUpTexts);
  return `${say('misplaced', { card: title(shows) })} ${say('wanted', { card: title(asked) })}`;
}
