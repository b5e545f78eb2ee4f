import type { Control } from '../controls/control.ts';
import { fold } from '../page/dom.ts';
import type { Values } from '../values.ts';
import { firms, others } from './strangers.ts';

/**
 * Words that are somebody else's as the name of a group of inputs, but not in a heading, where they may well be about
 * the person.
 */
const onlyInNames =
  /^(?:contact|contactperson|contacts|联系人|聯絡人|agent|bank|family|reference|representative|school|university|delivery|shipping|child|kind|ibu|pai|cha|父|母|con)$/;

/**
 * Whether a control is about somebody else than the card's holder: by the group in its name (`passengers[1][name]`,
 * `father.name`) or the heading it stands under. A company is somebody else beside a person's card, a person is none
 * beside a company's.
 */
export function isOthers(control: Control, values: Values, headings: readonly string[]): boolean {
  const isCompany = values.companyName !== undefined;
  const strangers = new Set([...others.split('|'), ...(isCompany ? [] : firms.split('|'))].map(fold));
  const isStranger = (piece: string): boolean =>
    /^[1-9]\d*$/.test(piece) || /\D(?:[2-9]|[1-9]\d)$/.test(piece) || strangers.has(fold(piece));
  const groups = control.names.flatMap((name) =>
    name
      .split(/[.[\]]+/)
      .filter(Boolean)
      .slice(0, -1),
  );
  // What counts several of one thing says so at the end: `idNumber[1]` is a part of it.
  if (groups.some(isStranger)) return true;
  return headings.some((heading) => {
    const text = heading.normalize('NFKC').toLowerCase();
    const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).map(fold);
    if (/\b(?:passenger|guest|traveller|traveler|applicant|person|driver|member)\s*#?\s*(?:[2-9]|\d\d)\b/.test(text))
      return true;
    return [...strangers].some(
      (word) =>
        !onlyInNames.test(word) &&
        (words.includes(word) ||
          words.includes(`${word}s`) ||
          (/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Thai}/u.test(word) && fold(text).includes(word)) ||
          (word.length > 9 && fold(text).includes(word))),
    );
  });
}
