import type { Row } from '../rows/rows.ts';
import { type Strip, shifted, stretched, stripOf } from '../rows/strip.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import type { Reading, Recogniser } from '../sight/recognise.ts';
import { looksMachineReadable, readZone, type Zone } from './mrz.ts';

// ICAO 9303: lines stand 6.35 mm apart and hold 44 characters of 2.54 mm.
const pitch = 6.35 / (44 * 2.54);

/**
 * How many runs of a recogniser a photo's zone may still cost: each takes a tenth of a second and more, and one that
 * cannot be read no end.
 */
export type Budget = { left: number };

/** Enough for three pairs of lines with all their looks; a zone that can be read takes two to eight. */
export const mostRuns = 16;

/** Finds a passport's two machine-readable lines among a page's rows and reads them again with the Latin recogniser. */
export async function machineReadable(
  rows: readonly Row[],
  page: Page,
  engine: Engine,
  budget: Budget,
): Promise<Zone | undefined> {
  const read = (upper: Strip, lower: Strip) => readPair(upper, lower, page, engine, budget);
  const strips = rows.flatMap((row) => stripOf(row, /^[A-Z0-9<\s]*$/)).sort((a, b) => a.y - b.y);
  const likely = strips.filter((strip) => looksMachineReadable(strip.text));
  const wide = Math.max(0, ...strips.map((strip) => strip.x1 - strip.x0));
  // Where neither line was read well enough to show its fillers, the two widest lines at the foot may be it.
  const foot = strips.filter((strip) => strip.x1 - strip.x0 > 0.7 * wide && strip.text.length > 24).slice(-3);
  const seen = await bestPair(likely.length >= 2 ? likely : [...new Set([...likely, ...foot])], read);
  if (seen?.fits === 5) return seen;
  const filled = filledUp(likely);
  const longer = filled.length < 2 ? undefined : await bestPair(filled, read);
  if (longer !== undefined && longer.fits > (seen?.fits ?? 0)) return longer;
  // A line read whole has its fellow one pitch above or below, however badly that was found; so has one whose fillers
  // were lost.
  const whole = [...likely.filter((strip) => strip.text.length > 36), ...filled]
    .sort((a, b) => b.text.length - a.text.length)
    .slice(0, 2);
  for (const strip of whole) {
    for (const pair of [[shifted(strip, -pitch), strip] as const, [strip, shifted(strip, pitch)] as const]) {
      const zone = await read(...pair);
      if (zone !== undefined && zone.fits > (seen?.fits ?? 0)) return zone;
    }
  }
  return seen;
}

/** Lines that end early, their fillers lost, continued to where all 44 characters end by the longest one's. */
function filledUp(strips: readonly Strip[]): Strip[] {
  const count = (strip: Strip) => strip.text.replace(/\s/g, '').length;
  const longest = [...strips].sort((a, b) => count(b) - count(a))[0];
  if (longest === undefined || count(longest) > 40) return [];
  const width = ((longest.x1 - longest.x0) * 44) / count(longest);
  return strips.map((strip) => {
    const x1 = strip.x0 + width;
    return { ...strip, quad: stretched(strip, strip.x0, x1, 0), x1 };
  });
}

/** The zone with the most fitting check digits among neighbouring strips. */
async function bestPair(
  strips: readonly Strip[],
  read: (upper: Strip, lower: Strip) => Promise<Zone | undefined>,
): Promise<Zone | undefined> {
  const candidates = [...strips].sort((a, b) => a.y - b.y);
  let best: Zone | undefined;
  for (let i = 0; i + 1 < candidates.length; i++) {
    for (const lower of candidates.slice(i + 1, i + 3)) {
      const upper = candidates[i];
      if (upper === undefined || lower.y - upper.y > 4 * Math.max(upper.height, lower.height)) continue;
      const zone = await read(upper, lower);
      if (zone !== undefined && (best === undefined || zone.fits > best.fits)) best = zone;
      if (best?.fits === 5) return best;
    }
  }
  return best;
}

// Fewer characters than these are no line of 44; of the names' line many may be fillers, which run together.
const fewest = { names: 14, numbers: 24 };

/**
 * Both lines are 44 characters wide, so each lends the other its ends; a doubtful reading is tried with other margins,
 * a pair that shows nothing of a zone after two looks is none.
 */
async function readPair(
  upper: Strip,
  lower: Strip,
  page: Page,
  engine: Engine,
  budget: Budget,
): Promise<Zone | undefined> {
  const x0 = Math.min(upper.x0, lower.x0);
  const x1 = Math.max(upper.x1, lower.x1);
  const above: Reading[] = [];
  const below: Reading[] = [];
  let zone: Zone | undefined;
  const look = async (recognise: Recogniser, margin: number) => {
    // A line that is read whole needs no further look: its fellow alone does.
    if (!isSettled(zone)) below.push(await run(recognise, lower, margin));
    if (zone === undefined || !namesAreWhole(zone, above)) above.push(await run(recognise, upper, margin));
  };
  const run = (recognise: Recogniser, strip: Strip, margin: number) => {
    budget.left -= 1;
    return recognise(page.cutOut(stretched(strip, x0, x1, margin)));
  };
  for (const margin of [0.1, 0, 0.25, -0.08]) {
    if (budget.left < 2) break;
    await look(engine.latin, margin);
    const shorter = (looks: readonly Reading[], least: number) => looks.every(({ glyphs }) => glyphs.length < least);
    if (shorter(above, fewest.names) || shorter(below, fewest.numbers)) return undefined;
    zone = readZone(above, below);
    if (margin === 0 && budget.left >= 2 && !isWhole(zone, above)) {
      await look(engine.chinese, 0);
      zone = readZone(above, below);
    }
    if (zone === undefined ? margin === 0 : isWhole(zone, above)) break;
  }
  return zone;
}

/** Whether all of the number line's check digits fit as it was read. */
function isSettled(zone: Zone | undefined): boolean {
  return zone !== undefined && zone.fits === 5 && zone.mends === 0;
}

/**
 * The name line has no check digit of its own: its length, and an issuer that is the holder's nation, tell that nothing
 * was lost.
 */
function namesAreWhole({ fits, doubt, line0, line1 }: Zone, above: readonly Reading[]): boolean {
  const longest = Math.max(...above.map(({ glyphs }) => glyphs.length));
  const sameState = fits === 5 && line0.slice(2, 5) === line1.slice(10, 13);
  return doubt < 2 && (longest === 44 || (longest > 41 && sameState));
}

function isWhole(zone: Zone | undefined, above: readonly Reading[]): boolean {
  return zone !== undefined && zone.fits === 5 && namesAreWhole(zone, above);
}
