import { isNameCutOff, parseMrzLine1 } from '@scanfill/proxy/contract';
import { confusable } from '../numbers/confusable.ts';
import type { Row } from '../rows/rows.ts';
import type { Zone } from './mrz.ts';

/** A passport holder's names as the printed zone has them. */
export type PrintedNames = { readonly surname: string; readonly givenName: string };

/** The printed names: by their labels, or both in one line with a comma between, as Chinese passports print them. */
export function namesIn(rows: readonly Row[], found: Readonly<Record<string, unknown>>): PrintedNames | undefined {
  const { surname, givenName } = found;
  if (typeof surname === 'string' && typeof givenName === 'string') return { surname, givenName };
  for (const { text } of new Set(rows.flatMap((row) => row.cells.map((cell) => cell.line)))) {
    const [, first, rest] = /^([A-Z][A-Z' -]*)[,，]\s*([A-Z][A-Z' -]*)$/.exec(text) ?? [];
    if (first !== undefined && rest !== undefined) return { surname: first, givenName: rest };
  }
  return undefined;
}

/**
 * The zone with letters put back that the recogniser took for fillers, K and X mostly, or the one that it overlooked,
 * and without those that it read among the fillers behind the names: no check digit guards the name line, but the names
 * are printed a second time. Only where all else of the line is the same.
 */
export function withLostLetters(zone: Zone, names: PrintedNames | undefined): Zone {
  if (names === undefined) return zone;
  const line = `${zone.line0.slice(0, 5)}${inZone(names.surname)}<<${inZone(names.givenName)}`.padEnd(44, '<');
  const end = line.replace(/<+$/, '').length;
  const places = [...line].flatMap((char, place) => (char === zone.line0[place] ? [] : [place]));
  // A filler is mostly misread as one of these.
  const isFiller = (place: number) => place >= end && /[KCELSX]/.test(zone.line0[place] ?? '');
  const within = places.filter((place) => !isFiller(place));
  const lost = (within.length <= 3 && within.every((place) => zone.line0[place] === '<')) || lacksOne(zone.line0, line);
  return line.length === 44 && lost && parseMrzLine1(line) !== undefined ? { ...zone, line0: line } : zone;
}

/**
 * The zone with the printed letters where one or two of a name's look like others: no check digit guards them, and the
 * larger print is read better. Names that differ otherwise stay as the zone has them.
 */
export function withPrintedLetters(zone: Zone, names: PrintedNames | undefined): Zone {
  if (names === undefined) return zone;
  const printed = `${zone.line0.slice(0, 5)}${inZone(names.surname)}<<${inZone(names.givenName)}`.padEnd(44, '<');
  const places = [...printed].flatMap((char, place) => (char === zone.line0[place] ? [] : [place]));
  const alike = (place: number) => {
    const [read = '', print = ''] = [zone.line0[place], printed[place]];
    return [confusable[read]?.[print], confusable[print]?.[read]].some((share) => (share ?? 0) >= 0.01);
  };
  return printed.length === 44 && places.length <= 2 && places.every(alike) ? { ...zone, line0: printed } : zone;
}

/** Whether a line is the other without one of its letters, the rest moved up. */
function lacksOne(line: string, whole: string): boolean {
  const at = [...whole].findIndex((char, place) => char !== line[place]);
  return at >= 0 && /[A-Z]/.test(whole[at] ?? '') && `${whole.slice(0, at)}${whole.slice(at + 1)}<` === line;
}

/**
 * A name of the machine-readable zone with the hyphens and apostrophes that it cannot hold, where the printed name is
 * the same otherwise.
 */
export function punctuated(name: string, printed: string | undefined): string {
  const letters = plain(printed ?? '').split(/(?=[A-Z])/);
  if (letters.map((letter) => letter[0]).join('') !== name.replaceAll(' ', '')) return name;
  let place = 0;
  return [...name]
    .map((char, at) => {
      const mark = letters[place - 1]?.slice(1).trim();
      // A space of the printed name is easily overlooked, a hyphen not read for nothing.
      if (char === ' ') return mark === '-' ? '-' : ' ';
      place++;
      return mark === "'" && name[at - 1] !== ' ' ? `'${char}` : char;
    })
    .join('');
}

/**
 * The printed names in place of those that the zone had to cut short (ICAO 9303-3 §4.6): its 39 places are full, and
 * each of its parts begins the printed one.
 */
export function completed(zone: Pick<Zone, 'line0'>, names: PrintedNames | undefined): PrintedNames | undefined {
  const body = zone.line0.slice(5);
  if (names === undefined || !isNameCutOff(zone.line0)) return undefined;
  const [surname = '', givenName = ''] = body.split('<<');
  const begins = (short: string, whole: string) => {
    const parts = inZone(whole).split('<');
    const cut = short.split('<').filter((part) => part !== '');
    return cut.length <= parts.length && cut.every((part, i) => parts[i]?.startsWith(part) === true);
  };
  return begins(surname, names.surname) && begins(givenName, names.givenName) ? names : undefined;
}

/** Capitals without accents. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`´]/g, "'")
    .toUpperCase()
    .trim();
}

/** A name as ICAO 9303 puts it into the zone: without apostrophes, a filler for all else that is no letter. */
function inZone(name: string): string {
  return plain(name)
    .replaceAll("'", '')
    .replace(/[^A-Z]+/g, '<')
    .replace(/^<|<$/g, '');
}
