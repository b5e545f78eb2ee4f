import { type Day, dayBefore, dayIn, iso, short, yearsLater } from '../data/dates.ts';
import { mrzCheck } from '../data/numbers.ts';
import { families } from '../fonts.ts';
import type { Random } from '../random.ts';
import { pitched } from '../svg.ts';

/** What a passport's data page says, before it is set in type. */
export type Holder = {
  code: string;
  surname: string;
  given: string;
  male: boolean;
  number: string;
  nationality: string;
  birth: Day;
  issue: Day;
  expiry: Day;
  /** The optional data of the second line, without fillers. */
  optional: string;
};

const filled = (text: string, length: number): string => text.padEnd(length, '<').slice(0, length);
const latin = (name: string): string => name.replaceAll("'", '').replace(/[^A-Z]+/g, '<');

/** The two machine-readable lines of a TD3 document (ICAO 9303 part 4), check digits included. */
export function machineReadable(holder: Holder): { line0: string; line1: string } {
  const line0 = filled(`P<${filled(holder.code, 3)}${latin(holder.surname)}<<${latin(holder.given)}`, 44);
  const number = filled(holder.number, 9);
  const birth = short(holder.birth);
  const expiry = short(holder.expiry);
  const optional = filled(holder.optional, 14);
  // An empty optional field may carry either 0 or a filler as its check digit.
  const optionalCheck = holder.optional ? mrzCheck(optional) : '<';
  const part1 = number + mrzCheck(number);
  const part2 = birth + mrzCheck(birth);
  const part3 = expiry + mrzCheck(expiry) + optional + optionalCheck;
  const line1 = `${part1}${filled(holder.nationality, 3)}${part2}${holder.male ? 'M' : 'F'}${part3}`;
  return { line0, line1: line1 + mrzCheck(part1 + part2 + part3) };
}

/** A TD3 page (125 × 88 mm) at 300 dots per inch. */
export const width = 1476;
export const height = 1040;

/** The machine-readable zone, drawn, and its lines. */
export function zone(holder: Holder): { svg: string; line0: string; line1: string } {
  const { line0, line1 } = machineReadable(holder);
  const style = { size: 52, font: families.ocrB, fill: '#141414' };
  return { svg: pitched(66, 892, line0, 30.5, style) + pitched(66, 966, line1, 30.5, style), line0, line1 };
}

/** A holder's three dates: ten years of validity, ended on the anniversary or the day before. */
export function dates(random: Random): { birth: Day; issue: Day; expiry: Day } {
  const birth = dayIn(random, 1948, 2004);
  const issue = dayIn(random, 2014, 2025);
  const expiry = yearsLater(issue, 10);
  return { birth, issue, expiry: random.chance(0.6) ? dayBefore(expiry) : expiry };
}

/** The fields every look prints. */
export const common = (holder: Holder, machine: { line0: string; line1: string }): Record<string, unknown> => ({
  type: 'P',
  srcCountry: holder.code,
  personId: holder.number,
  surname: holder.surname,
  givenName: holder.given,
  name: `${holder.surname} ${holder.given}`,
  birthDate: iso(holder.birth),
  birthDay: iso(holder.birth),
  issueDate: iso(holder.issue),
  expireDate: iso(holder.expiry),
  expireDay: iso(holder.expiry),
  line0: machine.line0,
  line1: machine.line1,
});
