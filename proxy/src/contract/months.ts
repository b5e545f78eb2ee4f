/**
 * How the twelve months begin in the languages that passports print them in: Latin, Cyrillic and Greek letters without
 * their marks. English first, which ICAO 9303-3 §3.4 wants beside any other; what begins two months in two languages
 * (Polish and Croatian lip, Czech cer) stands nowhere.
 */
const beginnings: readonly string[] = [
  'jan ian gen ene jaa sty sij led oca tam sau янв січ сту ιαν qen',
  'feb fev feu fbr lut uno vel sub hel vee vas фев лют φεβ shk',
  'mar mrt maa mrz bre ozu mac kov мар бер сак μαρ',
  'apr avr abr kwi dub nis huh bal апр кві кра απρ pri',
  'may mai maj mag mei mae kve svi tou geg маи мая тра μαι',
  'jun iun juin giu cze haz kes bir juun июн чер чэр ιουν qer',
  'jul iul juil lug tem hei lie juul июл лип ліп ιουλ kor',
  'aug aou ago sie kol agu elo rugp ogo авг сер жні αυγ gus',
  'sep set wrz ruj zar eyl syy rugs сен вер σεπ sht',
  'oct okt ott out paz rij eki lok spa okto окт жов кас οκτ tet',
  'nov noi kas marra lap noy ноя лис νοε nen',
  'dec dic dez des gru ara jou pro dis дек гру сне δεκ dhj',
];

const english = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

// The longest first: marraskuu is November, mars is March.
const known = beginnings
  .flatMap((words, index) => words.split(' ').map((word) => ({ word, month: index + 1 })))
  .sort((a, b) => b.word.length - a.word.length);

/**
 * The month, 1 to 12, that words of one or two languages name, as `AOUT/AUG` or `8月/AUG`; where they disagree the
 * English one counts, which the others stand beside; undefined where none names one, or only numbers and words
 * disagree.
 */
export function monthOf(text: string): number | undefined {
  const words = fold(text).match(/\p{L}{3,}/gu) ?? [];
  const found = words.flatMap((word) => known.find((each) => word.startsWith(each.word)) ?? []);
  const named = found.find(({ word }) => english.includes(word)) ?? found[0];
  const numbered = Number(/(\d{1,2})\s*[月월]/.exec(text)?.[1] ?? 0);
  if (named === undefined) return numbered >= 1 && numbered <= 12 ? numbered : undefined;
  return numbered === 0 || numbered === named.month ? named.month : undefined;
}

/** Small letters without their marks. */
function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').replaceAll('ł', 'l');
}
