import { families } from '../fonts.ts';
import { type Drawing, misprint, moved } from '../parts.ts';
import type { Random } from '../random.ts';
import { gradient, line, rect, sheet, text } from '../svg.ts';

/** How a filled-in form is set: its labels are printed with the form, its values by another machine later. */
export type FormStyle = {
  labelFont: string;
  labelInk: string;
  valueFont: string;
  valueWeight: number;
  valueInk: string;
  paper: readonly [string, string, string];
  /** Printed by needles. */
  dotted?: boolean;
  /** How far the values may sit off, in pixels. */
  slack: number;
};

/** The settings used by licences and register pages. */
export const formStyles = {
  standard: {
    labelFont: families.sans,
    labelInk: '#3b4a55',
    valueFont: families.serif,
    valueWeight: 600,
    valueInk: '#1a1a1e',
    paper: ['#eef0e6', '#e6eeea', '#f2efe4'],
    slack: 5,
  },
  sans: {
    labelFont: families.sans,
    labelInk: '#2f5d50',
    valueFont: families.sans,
    valueWeight: 500,
    valueInk: '#101216',
    paper: ['#e8eef2', '#f0f0ea', '#e6ede6'],
    slack: 4,
  },
  needles: {
    labelFont: families.sans,
    labelInk: '#45525a',
    valueFont: families.sans,
    valueWeight: 500,
    valueInk: '#22222c',
    paper: ['#f1efe6', '#ebeee6', '#f3eee6'],
    dotted: true,
    slack: 8,
  },
  serif: {
    labelFont: families.serif,
    labelInk: '#4a3f3a',
    valueFont: families.sans,
    valueWeight: 400,
    valueInk: '#1c2030',
    paper: ['#f4ecdf', '#efe9dd', '#f6f1e6'],
    slack: 6,
  },
  song: {
    labelFont: families.song,
    labelInk: '#30403a',
    valueFont: families.song,
    valueWeight: 400,
    valueInk: '#0e0e12',
    paper: ['#edf2ee', '#e9edf2', '#f1f0ec'],
    slack: 6,
  },
} satisfies Readonly<Record<string, FormStyle>>;

/** Names of {@link formStyles} that are kept from tuning. */
export const heldOutStyles: readonly string[] = ['song'];

/** Draws a form from two layers: `labels` as they are, `values` moved off a little and perhaps made of dots. */
export function form(
  random: Random,
  style: FormStyle,
  size: { width: number; height: number; radius: number },
  labels: string,
  values: string,
  fields: Record<string, unknown>,
  defs = '',
): Drawing {
  const { width, height, radius } = size;
  const { dx, dy } = misprint(random, style.slack);
  const dots =
    '<pattern id="needles" width="3.4" height="3.4" patternUnits="userSpaceOnUse">' +
    `<rect width="3.4" height="3.4" fill="${style.valueInk}" opacity="0.62"/><circle cx="1.7" cy="1.7" r="1.5" fill="${style.valueInk}"/></pattern>`;
  const body = rect(0, 0, width, height, 'url(#paper)') + labels + moved(dx, dy, values);
  return {
    width,
    height,
    svg: sheet(
      width,
      height,
      body,
      gradient('paper', style.paper, random.int(0, 90)) + (style.dotted ? dots : '') + defs,
      radius,
    ),
    fields,
  };
}

/** A label in Chinese with the English one below it, and the rule its value stands on. */
export function ruled(
  style: FormStyle,
  x: number,
  y: number,
  zh: string,
  en: string,
  from: number,
  to: number,
): string {
  return (
    text(x, y - 8, zh, { size: 23, font: style.labelFont, fill: style.labelInk, weight: 500 }) +
    (en ? text(x, y + 13, en, { size: 15, font: style.labelFont, fill: style.labelInk }) : '') +
    (to > from ? line(from, y + 10, to, y + 10, style.labelInk, 1.2) : '')
  );
}

/** A value as the style prints it. */
export const printed = (style: FormStyle, x: number, y: number, content: string, size = 30, spacing = 1): string =>
  text(x, y, content, {
    size,
    font: style.valueFont,
    weight: style.valueWeight,
    fill: style.dotted ? 'url(#needles)' : style.valueInk,
    spacing,
  });

/** Bars that look like a linear bar code; they say nothing. */
export function bars(random: Random, x: number, y: number, width: number, height: number, colour = '#1c1c1c'): string {
  let out = '';
  for (let at = 0; at < width; ) {
    const bar = random.int(1, 4);
    out += rect(Number((x + at).toFixed(1)), y, bar, height, colour);
    at += bar + random.int(1, 5);
  }
  return out;
}

/** Squares that look like a matrix code; they say nothing. */
export function matrix(random: Random, x: number, y: number, size: number, colour = '#1c1c1c'): string {
  const cells = 25;
  const cell = size / cells;
  let path = '';
  const finder = (cx: number, cy: number): boolean => cx < 8 && cy < 8;
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const corner = finder(column, row) || finder(cells - 1 - column, row) || finder(column, cells - 1 - row);
      if (!corner && random.chance(0.48))
        path += `M${(x + column * cell).toFixed(1)} ${(y + row * cell).toFixed(1)}h${cell}v${cell}h-${cell}z`;
    }
  const eye = (ex: number, ey: number): string =>
    rect(x + ex * cell, y + ey * cell, cell * 7, cell * 7, colour) +
    rect(x + (ex + 1) * cell, y + (ey + 1) * cell, cell * 5, cell * 5, '#fff') +
    rect(x + (ex + 2) * cell, y + (ey + 2) * cell, cell * 3, cell * 3, colour);
  return `<path d="${path}" fill="${colour}"/>${eye(0, 0)}${eye(cells - 7, 0)}${eye(0, cells - 7)}`;
}
