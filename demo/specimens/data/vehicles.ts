import type { Random } from '../random.ts';
import { allProvinces, type Province } from './places.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const cities = 'ABCDEFGHJK';

/** A number of the ordinary pattern: five characters, at most two of them letters. */
function serial(random: Random): string {
  const places = random.pick<readonly number[]>([[], [0], [1], [4], [0, 1], [1, 2], [0, 4]]);
  return [...random.digits(5)]
    .map((digit, i) => (places.includes(i) ? letters.charAt(random.int(0, letters.length - 1)) : digit))
    .join('');
}

const head = (random: Random, province: Province): string => province.plate + random.letters(1, cities);

/** Kinds of number plates by their colour and pattern. */
export type PlateKind =
  | 'blue'
  | 'yellow'
  | 'trailer'
  | 'coach'
  | 'green'
  | 'green-large'
  | 'police'
  | 'hongkong'
  | 'consulate';

/** A number of the kind given, as it is written without the dot. */
export function plateNumber(random: Random, kind: PlateKind, province = random.pick(allProvinces)): string {
  switch (kind) {
    case 'blue':
    case 'yellow':
      return head(random, province) + serial(random);
    case 'trailer':
      return `${head(random, province)}${random.digits(4)}挂`;
    case 'coach':
      return `${head(random, province)}${random.digits(4)}学`;
    case 'green':
      return `${head(random, province)}${random.pick(['D', 'F'])}${random.chance(0.3) ? random.letters(1, letters) : random.digits(1)}${random.digits(4)}`;
    case 'green-large':
      return `${head(random, province)}${random.digits(5)}${random.pick(['D', 'F'])}`;
    case 'police':
      return `${head(random, province)}${random.digits(4)}警`;
    case 'hongkong':
      return `粤Z${random.letters(1, letters)}${random.digits(3)}${random.pick(['港', '澳'])}`;
    case 'consulate':
      return `${province.plate}A${random.digits(4)}领`;
  }
}

const makes = '云驰 青禾 望舒 北辰 长河 栖岳 星野 远帆 飞鸢 银杉'.split(' ');

/** A make and type code as vehicle licences print it: fictional makes, the pattern of real codes. */
export const model = (random: Random): string =>
  `${random.pick(makes)}牌${random.letters(random.pick([2, 3]), letters)}${random.pick(['6', '7', '5', '1'])}${random.digits(3)}${random.letters(random.int(1, 4), 'ABCDEFGHJK0123456789')}`;

/** An engine's number. */
export const engine = (random: Random): string =>
  random.pick([
    random.digits(6),
    random.letters(2, letters) + random.digits(5),
    random.letters(1, letters) + random.digits(7),
    random.digits(4) + random.letters(1, letters) + random.digits(3),
  ]);

/** Vehicle types as licences print them, for cars and for lorries. */
export const vehicleTypes = {
  light: ['小型轿车', '小型普通客车', '小型越野客车', '微型轿车'],
  heavy: ['大型普通客车', '重型半挂牵引车', '中型厢式货车', '重型自卸货车'],
} as const;

/** Uses as licences print them. */
export const uses: readonly string[] = ['非营运', '非营运', '非营运', '营运', '出租客运', '货运', '公路客运'];
