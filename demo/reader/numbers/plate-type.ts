import { type PlateColour, plateOf, plateVehicleType } from '@scanfill/proxy/contract';
import type { Cell } from '../rows/rows.ts';
import type { Page } from '../sight/page.ts';

type Colour = Exclude<PlateColour, 'yellow-green'>;

/** The plate's ground: the commoner of the two tones around its characters. */
export function groundColour(cells: readonly Cell[], page: Page): { colour: Colour; share: number } {
  const votes: Record<Colour, number> = { blue: 0, yellow: 0, green: 0, white: 0, black: 0 };
  let total = 0;
  for (const line of new Set(cells.map((cell) => cell.line))) {
    const { data } = page.cutOut(line.quad);
    for (let i = 0; i < data.length; i += 3) votes[colourOf(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0)]++;
    total += data.length / 3;
  }
  // Any strong hue is the ground: characters are black or white.
  const hue = (['blue', 'green', 'yellow'] as const).reduce(
    (top, name) => (votes[name] > votes[top] ? name : top),
    'blue' as Colour,
  );
  if (votes[hue] > 0.17 * total) return { colour: hue, share: Math.min(1, votes[hue] / Math.max(1, 0.7 * total)) };
  const colour = votes.white >= votes.black ? 'white' : 'black';
  return { colour, share: votes[colour] / Math.max(1, total) };
}

function colourOf(r: number, g: number, b: number): Colour {
  const max = Math.max(r, g, b);
  const min = Math.min(r, g, b);
  const saturation = max === 0 ? 0 : (max - min) / max;
  if (saturation < 0.25) return max > 120 ? 'white' : 'black';
  if (max === b && b - r > 0.2 * max) return 'blue';
  if (max === g && g - r > 0.12 * max) return 'green';
  if (r > b && g > b && g > 0.55 * r) return 'yellow';
  return max > 120 ? 'white' : 'black';
}

/** What kind of vehicle a plate is on, by its characters and its ground, and how sure that is, 0 to 100. */
export function typeOf(
  num: string,
  ground: { colour: Colour; share: number },
  twoLines: boolean,
): { name: string; rate: number } {
  const rate = Math.round(100 * Math.min(0.99, 0.6 + 0.4 * ground.share));
  const name = plateVehicleType(num, ground.colour) ?? '小型汽车';
  if (plateOf(num)?.vehicleType !== undefined) return { name, rate: 99 };
  return { name, rate: twoLines && name === '大型汽车' ? Math.max(rate, 95) : rate };
}
