import { families } from './fonts.ts';
import type { Random } from './random.ts';
import { rect, text } from './svg.ts';

/** What a layout draws: the picture and what stands on it. */
export type Drawing = {
  width: number;
  height: number;
  svg: string;
  /** Normalised values, named as in the contract, of the fields that are printed. */
  fields: Record<string, unknown>;
  /** True where the picture is a whole scene and not an object to be laid on something. */
  scene?: boolean;
};

/** One way a card type looks. */
export type Layout = {
  name: string;
  /** Kept from tuning: only for measuring the reader on looks it has not been made for. */
  heldOut: boolean;
  draw(random: Random): Drawing;
};

/** The words every specimen bears. */
export const specimenMark = 'SPECIMEN 样本';

/** A plain bust in a box with the specimen mark across it, where the real document has a portrait. */
export function silhouette(x: number, y: number, width: number, height: number, tone = '#9aa7b4'): string {
  const head = width * 0.2;
  const cx = x + width / 2;
  return (
    rect(x, y, width, height, '#ffffff', 'opacity="0.55"') +
    `<circle cx="${cx}" cy="${y + height * 0.38}" r="${head}" fill="${tone}"/>` +
    `<path d="M${x + width * 0.08} ${y + height}Q${x + width * 0.1} ${y + height * 0.62} ${cx} ${y + height * 0.62}Q${x + width * 0.9} ${y + height * 0.62} ${x + width * 0.92} ${y + height}Z" fill="${tone}"/>` +
    text(cx, y + height * 0.9, specimenMark, { size: width * 0.11, anchor: 'middle', weight: 700, fill: '#b3342d' })
  );
}

/** The specimen mark in a box of its own, where the real document has an emblem or a seal. */
export function markBox(x: number, y: number, width: number, height: number, colour = '#b3342d'): string {
  const size = Math.min(height * 0.36, width * 0.17);
  const style = { size, anchor: 'middle', weight: 700, fill: colour } as const;
  const cx = x + width / 2;
  return (
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="none" stroke="${colour}" stroke-width="3" opacity="0.8"/>` +
    text(cx, y + height * 0.46, 'SPECIMEN', style) +
    text(cx, y + height * 0.86, '样本', { ...style, font: families.sans })
  );
}

/** The specimen mark on one line. */
export const markLine = (
  x: number,
  y: number,
  size: number,
  colour = '#b3342d',
  anchor: 'start' | 'middle' | 'end' = 'start',
): string => text(x, y, specimenMark, { size, weight: 700, fill: colour, anchor, opacity: 0.85 });

/** Paper that is not quite even: large soft patches, the same for the same seed. Needs {@link patches} in `defs`. */
export function mottle(random: Random, width: number, height: number, opacity = 0.35): string {
  let out = '';
  for (let i = 0; i < 7; i++) {
    const cx = random.between(0, width).toFixed(0);
    const cy = random.between(0, height).toFixed(0);
    const rx = random.between(width * 0.2, width * 0.5).toFixed(0);
    const ry = random.between(height * 0.2, height * 0.5).toFixed(0);
    out += `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="url(#patch${random.int(0, 3)})" opacity="${opacity}"/>`;
  }
  return out;
}

/** The four soft patches of {@link mottle}, in the colours given. */
export const patches = (colours: readonly [string, string, string, string]): string =>
  colours
    .map(
      (c, i) =>
        `<radialGradient id="patch${i}"><stop stop-color="${c}"/><stop offset="1" stop-color="${c}" stop-opacity="0"/></radialGradient>`,
    )
    .join('');

/** A small displacement, as values printed in a second pass sit off their labels. */
export const misprint = (random: Random, most: number): { dx: number; dy: number } => ({
  dx: random.between(-most, most),
  dy: random.between(-most, most),
});

/** Moves a group. */
export const moved = (dx: number, dy: number, body: string): string =>
  `<g transform="translate(${dx.toFixed(1)} ${dy.toFixed(1)})">${body}</g>`;
