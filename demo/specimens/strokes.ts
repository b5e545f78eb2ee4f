/**
 * Single-stroke glyphs in a box 60 wide and 100 high: what a die, a needle or a relief roller makes. Plates, raised
 * card numbers and stamped identification numbers are drawn with them, so no text font stands in for metal.
 */
const gothic: Readonly<Record<string, string>> = {
  '0': 'M8 24Q8 0 30 0Q52 0 52 24V76Q52 100 30 100Q8 100 8 76Z',
  '1': 'M16 20L32 2V100',
  '2': 'M9 26Q9 0 30 0Q51 0 51 25Q51 40 40 55L9 99H53',
  '3': 'M10 4H50L27 40Q52 42 52 70Q52 100 29 100Q10 100 8 78',
  '4': 'M36 0L6 72H56M42 46V100',
  '5': 'M49 2H15L11 46Q20 36 32 37Q52 40 52 68Q52 100 29 100Q11 100 8 80',
  '6': 'M40 0L16 46M8 70Q8 42 30 42Q52 42 52 71Q52 100 30 100Q8 100 8 70Q8 62 16 46',
  '7': 'M8 2H52L24 100',
  '8': 'M30 46Q11 46 11 23Q11 0 30 0Q49 0 49 23Q49 46 30 46Q8 46 8 73Q8 100 30 100Q52 100 52 73Q52 46 30 46',
  '9': 'M20 100L44 54M52 30Q52 58 30 58Q8 58 8 29Q8 0 30 0Q52 0 52 30Q52 38 44 54',
  A: 'M5 100L30 0L55 100M14 68H46',
  B: 'M10 0V100H32Q53 100 53 74Q53 48 32 48H10M10 0H29Q49 0 49 24Q49 48 29 48',
  C: 'M52 26Q52 0 30 0Q8 0 8 26V74Q8 100 30 100Q52 100 52 74',
  D: 'M10 0V100H28Q52 100 52 72V28Q52 0 28 0Z',
  E: 'M51 0H10V100H52M10 47H44',
  F: 'M52 0H10V100M10 48H45',
  G: 'M52 26Q52 0 30 0Q8 0 8 26V74Q8 100 30 100Q52 100 52 74V54H32',
  H: 'M9 0V100M51 0V100M9 48H51',
  I: 'M30 0V100',
  J: 'M46 0V74Q46 100 27 100Q8 100 8 76',
  K: 'M10 0V100M51 0L11 58M25 40L53 100',
  L: 'M11 0V100H51',
  M: 'M7 100V0L30 66L53 0V100',
  N: 'M9 100V0L51 100V0',
  O: 'M8 24Q8 0 30 0Q52 0 52 24V76Q52 100 30 100Q8 100 8 76Z',
  P: 'M10 100V0H30Q52 0 52 27Q52 54 30 54H10',
  Q: 'M8 24Q8 0 30 0Q52 0 52 24V76Q52 100 30 100Q8 100 8 76ZM34 74L55 104',
  R: 'M10 100V0H30Q51 0 51 26Q51 52 30 52H10M30 52L53 100',
  S: 'M51 24Q49 0 30 0Q9 0 9 24Q9 42 30 49Q52 56 52 76Q52 100 30 100Q9 100 8 76',
  T: 'M5 1H55M30 1V100',
  U: 'M9 0V74Q9 100 30 100Q51 100 51 74V0',
  V: 'M6 0L30 100L54 0',
  W: 'M3 0L17 100L30 34L43 100L57 0',
  X: 'M7 0L53 100M53 0L7 100',
  Y: 'M6 0L30 50L54 0M30 50V100',
  Z: 'M9 1H51L8 99H53',
  '/': 'M48 -4L12 104',
  '-': 'M14 52H46',
};

/** The digits of raised card numbers: flat, open shapes made to stay apart when worn. */
const raised: Readonly<Record<string, string>> = {
  '0': 'M10 18Q10 0 30 0Q50 0 50 18V82Q50 100 30 100Q10 100 10 82Z',
  '1': 'M16 14L30 0V98M12 98H48',
  '2': 'M10 12Q12 0 28 0Q50 0 50 22V36Q50 48 38 50L22 53Q10 56 10 70V100H50',
  '3': 'M12 0H46L28 42Q50 44 50 70Q50 100 28 100Q12 100 10 90',
  '4': 'M14 0V56H52M42 30V100',
  '5': 'M48 0H14V42Q50 40 50 70Q50 100 28 100Q12 100 10 90',
  '6': 'M42 0Q10 18 10 66Q10 100 30 100Q50 100 50 74Q50 50 30 50Q14 50 10 62',
  '7': 'M10 18V0H50V10Q28 50 28 100',
  '8': 'M30 46Q14 46 14 23Q14 0 30 0Q46 0 46 23Q46 46 30 46Q10 46 10 73Q10 100 30 100Q50 100 50 73Q50 46 30 46',
  '9': 'M18 100Q50 82 50 34Q50 0 30 0Q10 0 10 26Q10 50 30 50Q46 50 50 38',
};

/** Sizes of a run of strokes, in pixels. */
export type StrokeStyle = {
  height: number;
  /** Distance between the left edges of neighbours. */
  advance: number;
  /** Width of the glyph box; 0.6 of the height when left out. */
  width?: number;
  /** Width of the pen. */
  pen: number;
  face?: 'gothic' | 'raised';
};

/** A glyph's path at its place and size; written out, since a scaling transform would scale the pen as well. */
function placed(path: string, x: number, y: number, across: number, down: number): string {
  return path.replace(/([A-Z])([^A-Z]*)/g, (_, command: string, list: string) => {
    const numbers = (list.match(/-?[\d.]+/g) ?? []).map(Number);
    const moved = numbers.map((value, i) => {
      const vertical = command === 'V' || (command !== 'H' && i % 2 === 1);
      return (vertical ? y + value * down : x + value * across).toFixed(2);
    });
    return `${command}${moved.join(' ')}`;
  });
}

/**
 * The outlines of a run, its top-left corner at (x, y), to be stroked in any colour by {@link inked}. Spaces advance.
 */
export function strokes(x: number, y: number, content: string, style: StrokeStyle): string {
  const face = style.face === 'raised' ? raised : gothic;
  const across = (style.width ?? style.height * 0.6) / 60;
  const down = style.height / 100;
  const path = [...content].map((c, i) => placed(face[c] ?? '', x + i * style.advance, y, across, down)).join('');
  return `<path d="${path}" stroke-width="${style.pen}"/>`;
}

/** Strokes in a colour, moved by (dx, dy). */
export const inked = (paths: string, colour: string, dx = 0, dy = 0, opacity = 1): string =>
  `<g fill="none" stroke="${colour}" stroke-linecap="round" stroke-linejoin="round" opacity="${opacity}" transform="translate(${dx} ${dy})">${paths}</g>`;
