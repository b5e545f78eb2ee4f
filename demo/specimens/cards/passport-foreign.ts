import { westernName } from '../data/people.ts';
import { type Drawing, markLine, misprint, mottle, moved, patches, silhouette } from '../parts.ts';
import type { Random } from '../random.ts';
import { gradient, rect, sheet, text } from '../svg.ts';
import type { PassportLook, Slot } from './passport-looks.ts';
import { common, dates, type Holder, height, width, zone } from './passport-page.ts';

const towns = [
  'ZENITH',
  'NORTHAVEN',
  'PORT ELARA',
  'SAINT CORVIN',
  'EASTMERE',
  'LAKE DORIAN',
  'VALDORA',
  'GRIMWOLD',
  'OSTERHOLM',
  'KINGSFORD',
];
const authorities = [
  'PASSPORT OFFICE',
  'FOREIGN MINISTRY',
  'PASSPORT SERVICE',
  'IMMIGRATION SERVICE',
  'CITY OF ZENITH',
  'PASSPORT BUREAU',
];
const nationalities: Readonly<Record<string, string>> = {
  UTO: 'UTOPIAN',
  USA: 'UNITED STATES OF AMERICA',
  CAN: 'CANADIAN',
  PHL: 'FILIPINO',
  GBR: 'BRITISH CITIZEN',
  IRL: 'IRISH',
  NLD: 'NEDERLANDSE',
  FRA: 'FRANÇAISE',
  D: 'DEUTSCH',
  AUT: 'ÖSTERREICH',
  CHE: 'SCHWEIZ',
  JPN: 'JAPAN',
  AUS: 'AUSTRALIAN',
  SGP: 'SINGAPORE CITIZEN',
  NZL: 'NEW ZEALAND',
  SWE: 'SVENSK',
};

/** A data page with Latin labels, in the look given. */
export function foreign(random: Random, look: PassportLook): Drawing {
  const code = random.pick(look.codes);
  const person = westernName(random);
  const holder: Holder = {
    code,
    nationality: code,
    surname: person.surname,
    given: person.given,
    male: random.chance(0.5),
    number: random.chance(0.5) ? random.digits(9) : random.letters(2, 'ABCDEFGHKLMNPRSTXYZ') + random.digits(7),
    ...dates(random),
    optional: random.chance(0.25) ? `ZE${random.digits(6)}B` : '',
  };
  const machine = zone(holder);
  const birthPlace = random.pick(towns);
  const authority = random.pick(authorities);
  const shift = misprint(random, 3);
  const at = (x: number, y: number, slot: Slot, content: string): string =>
    text(x, y, look.labels[slot], { size: look.labelSize, font: look.labelFont, fill: look.labelInk }) +
    moved(
      shift.dx,
      shift.dy,
      text(x, y + 42, content, { size: look.size, font: look.font, weight: look.weight, fill: look.ink, spacing: 1 }),
    );
  const body =
    rect(0, 0, width, height, 'url(#paper)') +
    mottle(random, width, height, 0.4) +
    text(70, 84, look.heading(code), { size: 38, font: look.labelFont, weight: 700, fill: look.labelInk }) +
    markLine(1406, 74, 26, '#b3342d', 'end') +
    silhouette(74, 190, 372, 490) +
    at(500, 140, 'type', 'P') +
    at(700, 140, 'code', code) +
    at(1010, 140, 'number', holder.number) +
    at(500, 236, 'surname', holder.surname) +
    at(500, 332, 'given', holder.given) +
    at(500, 428, 'nationality', nationalities[code] ?? code) +
    at(500, 524, 'birth', look.date(holder.birth)) +
    at(880, 524, 'sex', holder.male ? 'M' : 'F') +
    (holder.optional ? at(1070, 524, 'personal', holder.optional) : '') +
    at(500, 620, 'birthPlace', birthPlace) +
    at(960, 620, 'authority', authority) +
    at(500, 716, 'issue', look.date(holder.issue)) +
    at(960, 716, 'expiry', look.date(holder.expiry)) +
    machine.svg;
  return {
    width,
    height,
    svg: sheet(
      width,
      height,
      body,
      gradient('paper', look.paper, 30) + patches(['#dfe6c8', '#c8dcec', '#f0d6cf', '#ffffff']),
      30,
    ),
    fields: { ...common(holder, machine), birthPlace, birthPlaceRaw: birthPlace, authority },
  };
}
