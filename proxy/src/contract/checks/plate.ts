/** The characters that open a civil plate: one for each province-level division. */
export const plateProvinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

/** The ground of a plate. `yellow-green`: the two halves of a large new-energy vehicle's. */
export type PlateColour = 'blue' | 'yellow' | 'green' | 'yellow-green' | 'white' | 'black';

/**
 * A kind of plate: its form, the grounds it comes on, and the type of vehicle that it says by itself, in the words of
 * Green's `vehicleType`.
 */
export type PlateSpec = {
  readonly kind: string;
  /** The plate's characters without separators. */
  readonly form: RegExp;
  readonly colours: readonly PlateColour[];
  /** Absent where only the ground tells it: see `plateVehicleType`. */
  readonly vehicleType?: string;
};

const province = `[${plateProvinces}]`;
// The issuing office: a letter other than I; O is the police's.
const head = `${province}[A-HJ-Z]`;
const serial = '[A-HJ-NP-Z0-9]';

/**
 * The plates of mainland China, a row a kind. Civil ones after GA 36-2018 (Number plates of motor vehicles) as amended,
 * whose new-energy letters go from A to E for battery vehicles and from F to K for others, and what it replaced and is
 * still met (GA 36-2014, GA 36-2007). Four rows are none of GA 36's: emergency rescue (fire and forest brigades, since
 * 2019), civil aviation (CCAR-331, on airport grounds), the armed police (since 2012, and its form of 2004) and the
 * forces (since 2013).
 */
export const plates: readonly PlateSpec[] = [
  // No numbering rule leaves fewer than two digits.
  {
    kind: 'ordinary',
    form: new RegExp(`^${head}(?=(?:[A-Z]*\\d){2})${serial}{5}$`),
    colours: ['blue', 'yellow', 'black', 'white', 'green'],
  },
  {
    kind: 'new-energy',
    form: new RegExp(`^${head}[A-HJK]${serial}\\d{4}$`),
    colours: ['green'],
    vehicleType: '新能源车',
  },
  {
    kind: 'new-energy-large',
    form: new RegExp(`^${head}\\d{5}[A-HJK]$`),
    colours: ['yellow-green', 'green'],
    vehicleType: '新能源车',
  },
  { kind: 'trailer', form: new RegExp(`^${head}${serial}{4}挂$`), colours: ['yellow'], vehicleType: '挂车' },
  { kind: 'learner', form: new RegExp(`^${head}${serial}{4}学$`), colours: ['yellow'], vehicleType: '教练车' },
  { kind: 'trial', form: new RegExp(`^${head}${serial}{4}[试超]$`), colours: ['yellow'], vehicleType: '试验车' },
  { kind: 'police', form: new RegExp(`^${head}${serial}{4}警$`), colours: ['white'], vehicleType: '警车' },
  {
    kind: 'emergency',
    form: new RegExp(`^${head}${serial}{4}应急$`),
    colours: ['white'],
    vehicleType: '应急车',
  },
  {
    kind: 'cross-border',
    form: new RegExp(`^粤Z${serial}{4,5}[港澳]$`),
    colours: ['black'],
    vehicleType: '港澳车',
  },
  { kind: 'embassy', form: /^(?:\d{6}使|使\d{6})$/, colours: ['black'], vehicleType: '使领馆车' },
  // Since 2018 an office's letter and four digits; before it five digits, the first three the country's, or 领 in front.
  {
    kind: 'consulate',
    form: new RegExp(`^(?:${head}\\d{4}领|${province}\\d{5}领|${province}?领\\d{5,6}|${head}领\\d{4})$`),
    colours: ['black'],
    vehicleType: '使领馆车',
  },
  // Paper behind the windscreen: 临 behind the number, or before it on the forms until 2008 and of vehicles from abroad.
  {
    kind: 'temporary',
    form: new RegExp(
      `^(?:${head}${serial}{4,6}临|临${head}${serial}{4,5}|${head}临${serial}{4,5}|${province}临[A-HJ-Z]?${serial}{4,5})$`,
    ),
    colours: ['white', 'blue', 'yellow'],
    vehicleType: '临时车',
  },
  { kind: 'aviation', form: new RegExp(`^民航${serial}{5,6}$`), colours: ['green', 'white'], vehicleType: '民航车' },
  // WJ, a province or the two digits that stood for it until 2012, perhaps the branch's character, the number with the
  // branch's letter.
  {
    kind: 'armed-police',
    form: new RegExp(`^WJ(?:${province}?\\d{4}[0-9A-HJ-NP-Z]|\\d{2}[消边警通森林金电交]?[0-9A-HJ-NP-Z]?\\d{4})$`),
    colours: ['white'],
    vehicleType: '军车',
  },
  {
    kind: 'military',
    form: /^[BCEGHJKLNSTVZ][A-HJ-Z]\d{4}[0-9A-HJ-NP-Z]$/,
    colours: ['white'],
    vehicleType: '军车',
  },
];

/** The row a plate belongs to; undefined where it is of none. Separators and case do not matter. */
export function plateOf(text: string): PlateSpec | undefined {
  const plate = text.replace(/[\s·•.-]/g, '').toUpperCase();
  return plates.find(({ form }) => form.test(plate));
}

/** Whether a text is a plate of mainland China; separators are skipped. */
export function isPlate(text: string): boolean {
  return plateOf(text) !== undefined;
}

/** Whether a plate is an eight-character one of a new-energy vehicle. */
export function isNewEnergyPlate(text: string): boolean {
  return plateOf(text)?.vehicleType === '新能源车';
}

/**
 * The type of vehicle, in the words of Green's `vehicleType`: as the number says it, else as the ground says it (GA 36:
 * yellow is large, blue small, black a foreigner's small one); undefined where neither does. A motorcycle's plate
 * cannot be told from a car's by these two.
 */
export function plateVehicleType(text: string, colour?: PlateColour): string | undefined {
  const spec = plateOf(text);
  if (!spec || spec.vehicleType !== undefined) return spec?.vehicleType;
  if (colour === 'yellow') return '大型汽车';
  return colour === 'blue' || colour === 'black' ? '小型汽车' : undefined;
}
