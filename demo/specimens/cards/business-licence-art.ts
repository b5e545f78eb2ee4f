import { type Day, hanPlain, yearsLater } from '../data/dates.ts';
import { markBox, patches } from '../parts.ts';
import { gradient, text, wrap } from '../svg.ts';
import type { Licence } from './business-licence-data.ts';

/** How a licence is set. */
export type LicenceStyle = {
  font: string;
  labelFont: string;
  weight: number;
  frame: string;
  paper: readonly [string, string];
  date: (day: Day) => string;
};

/** The term as printed: from a date to a date, or without end. */
export const term = (paper: Licence, style: LicenceStyle): string =>
  `${style.date(paper.founded)}至${paper.until ? style.date(paper.until) : '长期'}`;

/** A label spread over the width of four characters, as official forms set it. */
function spread(label: string): string {
  const gap = label.length === 2 ? '\u3000\u3000' : label.length === 3 ? '\u2002' : '';
  return [...label].join(gap);
}

/** A labelled value. */
export type Row = readonly [label: string, value: string];

/** A column of labelled values, wrapped under their first line. */
export function column(
  style: LicenceStyle,
  x: number,
  y: number,
  indent: number,
  em: number,
  leading: number,
  size: number,
  rows: readonly Row[],
): string {
  let out = '';
  let at = y;
  for (const [label, value] of rows) {
    out += text(x, at, label.length > 4 ? label : spread(label), {
      size,
      font: style.labelFont,
      weight: 700,
      fill: '#2a2420',
    });
    const broken = wrap(value, em);
    out += broken
      .map((row, i) =>
        text(x + indent, at + i * leading * 0.74, row, {
          size,
          font: style.font,
          weight: style.weight,
          fill: '#1a1a1a',
        }),
      )
      .join('');
    at += leading + (broken.length - 1) * leading * 0.74;
  }
  return out;
}

/** The frame of three lines. */
export const border = (w: number, h: number, colour: string): string =>
  [34, 46, 62]
    .map(
      (inset, i) =>
        `<rect x="${inset}" y="${inset}" width="${w - inset * 2}" height="${h - inset * 2}" rx="4" fill="none" stroke="${colour}" stroke-width="${[10, 2, 4][i]}"/>`,
    )
    .join('');

/** What the paper needs in `defs`. */
export const defs = (style: LicenceStyle): string =>
  gradient('paper', style.paper, 35) + patches(['#f2e4bf', '#f6efe0', '#efe6cf', '#ffffff']);

/** Where the registry signs: label, the mark in place of its seal, date. */
export const registrar = (paper: Licence, style: LicenceStyle, x: number, y: number): string =>
  text(x, y, '登记机关', { size: 28, font: style.labelFont, weight: 600 }) +
  markBox(x + 150, y - 110, 170, 170) +
  text(x + 20, y + 96, hanPlain(yearsLater(paper.founded, 1)), { size: 26, font: style.font });

/** Which of the two papers it is, below the title. */
export const issueOf = (paper: Licence, style: LicenceStyle, x: number, y: number, size: number): string =>
  text(x, y, `(${paper.duplicate ? '副' : '正'}\u2002本)${paper.copyId ? ` (${paper.copyId})` : ''}`, {
    size,
    font: style.labelFont,
    anchor: 'middle',
  });
