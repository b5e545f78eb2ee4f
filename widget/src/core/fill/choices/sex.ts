import { fold } from '../page/dom.ts';

/**
 * How the two sexes are called on forms, titles included, in the widget's languages. Single letters and digits are
 * judged apart.
 */
const names: Readonly<Record<string, string>> = {
  male: 'male man mr mister boy gentleman 男 男性 先生 남 남자 남성 nam ชาย นาย lakilaki pria hombre masculino varón señor sr masculin homme monsieur m. herr mann männlich maennlich masculino homem senhor мужской мужчина муж мужчины ذكر رجل السيد masc',
  female:
    'female woman mrs ms miss girl lady 女 女性 女士 小姐 여 여자 여성 nữ หญิง นาง นางสาว perempuan wanita mujer femenino señora sra féminin femme madame mme frau weiblich feminino mulher senhora женский женщина жен женщины أنثى انثى امرأة السيدة fem',
};

/**
 * Pairs of single letters that stand for male and female; the first of a pair is male. What an `M` means depends on
 * what it stands beside.
 */
const letters = ['mf', 'mw', 'hm', 'hf', 'lp', 'мж'];

/**
 * The index of the choice that means a sex, -1 where no text of the page says which is which: digits alone say nothing.
 */
export function sexChoice(sex: string, choices: readonly { readonly value: string; readonly text: string }[]): number {
  for (const said of [choices.map(({ text }) => partsOf(text)), choices.map(({ value }) => partsOf(value))]) {
    const index = said.findIndex((parts) => parts.some((part) => isSex(part, sex)));
    if (index >= 0 && !said[index]?.some((part) => isSex(part, sex === 'male' ? 'female' : 'male'))) return index;
  }
  const single = choices.map(({ value, text }) => [fold(text), fold(value)]);
  for (const pair of letters) {
    const [male = '', female = ''] = pair;
    const at = (letter: string): number => single.findIndex((both) => both.includes(letter));
    if (at(male) >= 0 && at(female) >= 0) return at(sex === 'male' ? male : female);
  }
  // One letter alone is enough where no other reading of it exists.
  const alone = sex === 'male' ? 'm' : 'f';
  const others = single.filter((both) => both.some((one) => one !== '' && one.length === 1 && one !== alone));
  return others.length === 0 ? single.findIndex((both) => both.includes(alone)) : -1;
}

/** A text and, where it has two languages or an addition in brackets, its parts. */
function partsOf(text: string): readonly string[] {
  return [text, ...text.split(/[\s/|()（）,·、-]+/u)].map(fold).filter(Boolean);
}

function isSex(folded: string, sex: string): boolean {
  return (names[sex] ?? '')
    .split(' ')
    .some((name) => fold(name) === folded && folded.length > (/\p{Script=Latin}/u.test(folded) ? 1 : 0));
}

/** A sex in a page's own words, for a text control that does not take ours. */
export function sexSpellings(sex: string, language: string): readonly string[] {
  const isMale = sex === 'male';
  const own = /^(zh|ja)/.test(language) ? (isMale ? '男' : '女') : undefined;
  return [own ?? sex, sex, isMale ? 'Male' : 'Female', isMale ? 'M' : 'F', isMale ? '男' : '女'];
}

/** Whether choices are the two sexes and little else. */
export function isSexList(texts: readonly string[]): boolean {
  const said = texts.map(partsOf);
  return ['male', 'female'].every((sex) => said.some((parts) => parts.some((part) => isSex(part, sex))));
}
