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
  MEX: 'MEXICANA',
  ESP: 'ESPAÑOLA',
  ARG: 'ARGENTINA',
  CHL: 'CHILENA',
  KOR: 'REPUBLIC OF KOREA',
  RUS: 'RUSSIAN FEDERATION',
  KAZ: 'KAZAKHSTAN',
};

/** Fine parallel lines over the whole page. */
function hatch(degrees: number, colour: string): string {
  const reach = Math.hypot(width, height) / 2;
  let path = '';
  for (let y = -reach; y < reach; y += 4.5) path += `M${-reach} ${y}H${reach}`;
  return `<path d="${path}" transform="translate(${width / 2} ${height / 2}) rotate(${degrees})" stroke="${colour}" stroke-width="1.1" opacity="0.22"/>`;
}

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
  const at = (slot: Slot, content: string): string => {
    const [x, y] = look.places[slot];
    const value = text(x, y + 42, content, {
      size: look.size,
      font: look.font,
      weight: look.weight,
      fill: look.ink,
      spacing: 1,
    });
    const label = text(x, y, look.labels[slot], { size: look.labelSize, font: look.labelFont, fill: look.labelInk });
    return label + moved(shift.dx, shift.dy, value);
  };
  const body =
    rect(0, 0, width, height, 'url(#paper)') +
    mottle(random, width, height, 0.4) +
    (look.hatched ? hatch(random.int(20, 70), look.labelInk) : '') +
    text(70, 84, look.heading(code), { size: 38, font: look.labelFont, weight: 700, fill: look.labelInk }) +
    markLine(1406, 74, 26, '#b3342d', 'end') +
    silhouette(74, 190, 372, 490) +
    at('type', 'P') +
    at('code', code) +
    at('number', holder.number) +
    at('surname', holder.surname) +
    at('given', holder.given) +
    at('nationality', nationalities[code] ?? code) +
    at('birth', look.date(holder.birth)) +
    at('sex', holder.male ? 'M' : 'F') +
    (holder.optional ? at('personal', holder.optional) : '') +
    at('birthPlace', birthPlace) +
    at('authority', authority) +
    at('issue', look.date(holder.issue)) +
    at('expiry', look.date(holder.expiry)) +
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
