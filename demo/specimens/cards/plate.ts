import { type PlateKind, plateNumber } from '../data/vehicles.ts';
import type { Drawing, Layout } from '../parts.ts';
import type { Random } from '../random.ts';
import { sheet, text } from '../svg.ts';
import { type CarView, carScene } from './car-scene.ts';
import { linePlate, type PlateFace, plateColours, plateHeight, plateWidth, stackedPlate } from './plate-art.ts';

const truth = (num: string, kind: PlateKind): Record<string, unknown> => ({
  num,
  vehicleType: plateColours[kind].type,
});

/** The mark is pressed small into the lower rim, where a real plate has its serial. */
const rimMark = (x: number, y: number, ink: string): string =>
  text(x, y, 'SPECIMEN 样本', { size: 19, fill: ink, anchor: 'middle', opacity: 0.75, spacing: 2 });

function alone(random: Random, kind: PlateKind, face: PlateFace): Drawing {
  const num = plateNumber(random, kind);
  const width = plateWidth(num);
  const art = linePlate(random, num, kind, face);
  const body = art.body + rimMark(width / 2, plateHeight - 14, plateColours[kind].ink);
  return { width, height: plateHeight, svg: sheet(width, plateHeight, body, art.defs, 16), fields: truth(num, kind) };
}

function stacked(random: Random, kind: PlateKind): Drawing {
  const num = plateNumber(random, kind);
  const art = stackedPlate(random, num, kind, 'die');
  return {
    width: 880,
    height: 440,
    svg: sheet(880, 440, art.body + rimMark(440, 428, plateColours[kind].ink), art.defs, 16),
    fields: truth(num, kind),
  };
}

function onCar(random: Random, kinds: readonly PlateKind[], face: PlateFace, view: CarView): Drawing {
  const kind = random.pick(kinds);
  const num = plateNumber(random, kind);
  const art = linePlate(random, num, kind, face);
  const width = plateWidth(num);
  return carScene(
    random,
    {
      ...art,
      body: art.body + rimMark(width / 2, plateHeight - 14, plateColours[kind].ink),
      width,
      height: plateHeight,
    },
    view,
    truth(num, kind),
  );
}

const plain = (name: string, kinds: readonly PlateKind[], face: PlateFace, heldOut = false): Layout => ({
  name,
  heldOut,
  draw: (random) => alone(random, random.pick(kinds), face),
});

/** Number plates, cropped close and on cars. */
export const plate: readonly Layout[] = [
  plain('blue', ['blue'], 'die'),
  plain('yellow', ['yellow', 'trailer', 'coach'], 'die'),
  plain('green', ['green'], 'die'),
  plain('white', ['police'], 'die'),
  plain('black', ['hongkong', 'consulate'], 'die'),
  plain('sans', ['blue', 'green', 'yellow'], 'sans'),
  {
    name: 'car',
    heldOut: false,
    draw: (random) => onCar(random, ['blue', 'blue', 'green', 'yellow'], 'die', 'straight'),
  },
  {
    name: 'car-rear',
    heldOut: false,
    draw: (random) => onCar(random, ['blue', 'green', 'yellow', 'coach', 'police'], 'die', 'rear'),
  },
  { name: 'car-aside', heldOut: true, draw: (random) => onCar(random, ['blue', 'green'], 'sans', 'aside') },
  plain('green-large', ['green-large'], 'die', true),
  { name: 'stacked', heldOut: true, draw: (random) => stacked(random, 'yellow') },
];
