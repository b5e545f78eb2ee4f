import { families } from './fonts.ts';

/** How a run of text is set; sizes in pixels. */
export type TextStyle = {
  size: number;
  font?: string;
  weight?: number;
  fill?: string;
  anchor?: 'start' | 'middle' | 'end';
  /** Extra space between characters, in pixels. */
  spacing?: number;
  /** Horizontal stretch; under 1 condenses. */
  stretch?: number;
  opacity?: number;
  /** Degrees, clockwise, about the text's origin. */
  rotate?: number;
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text made safe for SVG. */
export const escapeXml = (content: string): string => content.replace(/[&<>"]/g, (c) => escapes[c] ?? c);

/** A run of text with its baseline at `y`. */
export function text(x: number, y: number, content: string, style: TextStyle): string {
  const { size, font = families.sans, weight = 400, fill = '#1c1c1c', anchor = 'start', spacing = 0 } = style;
  const turn = style.rotate ? ` rotate(${style.rotate})` : '';
  const stretch = style.stretch ? ` scale(${style.stretch} 1)` : '';
  const opacity = style.opacity === undefined ? '' : ` opacity="${style.opacity}"`;
  return (
    `<text xml:space="preserve" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})${turn}${stretch}" font-family="${font}" ` +
    `font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}" letter-spacing="${spacing}"${opacity}>` +
    `${escapeXml(content)}</text>`
  );
}

/**
 * Characters at an even pitch, each in the middle of its cell, whatever the font's own widths; `x` is the left edge of
 * the first.
 */
export const pitched = (x: number, y: number, content: string, pitch: number, style: TextStyle): string =>
  [...content]
    .map((c, i) => (c === ' ' ? '' : text(x + (i + 0.5) * pitch, y, c, { ...style, anchor: 'middle' })))
    .join('');

/** Several lines, the first with its baseline at `y`. */
export const lines = (x: number, y: number, rows: readonly string[], leading: number, style: TextStyle): string =>
  rows.map((row, i) => text(x, y + i * leading, row, style)).join('');

/** A rectangle; `more` holds further attributes. */
export const rect = (x: number, y: number, width: number, height: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;

/** A straight line. */
export const line = (x1: number, y1: number, x2: number, y2: number, stroke = '#333', width = 2): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}" stroke-width="${width}"/>`;

/** A linear gradient for `defs`; stops are evenly spread, the angle is in degrees from left-to-right. */
export function gradient(id: string, colours: readonly string[], angle = 0): string {
  const stops = colours.map((c, i) => `<stop offset="${i / Math.max(1, colours.length - 1)}" stop-color="${c}"/>`);
  return `<linearGradient id="${id}" gradientTransform="rotate(${angle} 0.5 0.5)">${stops.join('')}</linearGradient>`;
}

/** A whole picture; `radius` rounds its corners and leaves them transparent. */
export function sheet(width: number, height: number, body: string, defs = '', radius = 0): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<defs><clipPath id="edge"><rect width="${width}" height="${height}" rx="${radius}"/></clipPath>${defs}</defs>` +
    `<g clip-path="url(#edge)">${body}</g></svg>`
  );
}

/** Width of a text in ems, near enough for wrapping: full for CJK, a little over half otherwise. */
export const ems = (content: string): number =>
  [...content].reduce((sum, c) => sum + (/[\u2e80-\uffef]/.test(c) ? 1 : 0.56), 0);

/**
 * Breaks a text after at most `limit` ems, between any two characters but not inside a run of digits or Latin letters;
 * closing marks hang.
 */
export function wrap(content: string, limit: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const part of content.match(/[0-9A-Za-z]+|./gu) ?? []) {
    if (row && ems(row + part) > limit && !/[。，；、：）)]/.test(part)) {
      rows.push(row);
      row = '';
    }
    row += part;
  }
  if (row) rows.push(row);
  return rows;
}
