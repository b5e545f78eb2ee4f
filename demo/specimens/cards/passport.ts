import { families } from '../fonts.ts';
import { type Drawing, type Layout, markLine } from '../parts.ts';
import type { Random } from '../random.ts';
import { line, rect, text } from '../svg.ts';
import { chinese, chineseStyles } from './passport-chinese.ts';
import { foreign } from './passport-foreign.ts';
import { passportLooks } from './passport-looks.ts';
import { height, width } from './passport-page.ts';

/** The data page as the lower half of an open booklet. */
function open(random: Random, page: Drawing): Drawing {
  const rows = Array.from({ length: random.int(5, 9) }, (_, i) =>
    line(150, 300 + i * 80, width - 150, 300 + i * 80, '#b9aeb2', 2),
  );
  const inside = page.svg.slice(page.svg.indexOf('>') + 1, page.svg.lastIndexOf('</svg>'));
  const upper =
    rect(0, 0, width, height, '#f3eee9') +
    text(width / 2, 160, '备 注  OBSERVATIONS', { size: 40, font: families.serif, fill: '#7a5a60', anchor: 'middle' }) +
    rows.join('') +
    markLine(width / 2, 980, 40, '#b3342d', 'middle');
  const fold = rect(0, height - 60, width, 120, 'url(#fold)');
  const defs =
    '<linearGradient id="fold" x2="0" y2="1"><stop stop-color="#000" stop-opacity="0"/><stop offset="0.5" stop-color="#000" stop-opacity="0.35"/><stop offset="1" stop-color="#000" stop-opacity="0"/></linearGradient>';
  const body = `${upper}<g transform="translate(0 ${height})">${inside}</g>${fold}`;
  return {
    ...page,
    height: height * 2,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height * 2}"><defs>${defs}</defs>${body}</svg>`,
  };
}

/** Passports' data pages (TD3): the Chinese one in three settings, and others with Latin labels. */
export const passport: readonly Layout[] = [
  ...Object.entries(chineseStyles).map(([name, style]) => ({
    name,
    heldOut: name === 'chinese-song',
    draw: (random: Random) => chinese(random, style),
  })),
  ...passportLooks.map((look) => ({
    name: look.name,
    heldOut: look.heldOut,
    draw: (random: Random) => foreign(random, look),
  })),
  {
    name: 'chinese-open',
    heldOut: false,
    draw: (random) => open(random, chinese(random, chineseStyles.chinese)),
  },
];
