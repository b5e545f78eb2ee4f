import { type Day, short } from '../data/dates.ts';
import { mrzCheck } from '../data/numbers.ts';

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
