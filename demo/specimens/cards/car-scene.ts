import type { Drawing } from '../parts.ts';
import type { Random } from '../random.ts';
import { gradient, rect, sheet } from '../svg.ts';

const width = 1440;
const height = 1080;
const paints: readonly (readonly [string, string, string])[] = [
  ['#f4f5f6', '#c9ccd1', '#8d9197'],
  ['#3a3d43', '#1d1f23', '#0d0e10'],
  ['#b5222b', '#7d141b', '#420a0e'],
  ['#39557f', '#21365a', '#101c33'],
  ['#b9bdc2', '#85898f', '#4c4f54'],
  ['#e7dcc6', '#b8a98c', '#6f6552'],
];
const skies = [
  ['#cfe0ef', '#eef3f6'],
  ['#b8c0c8', '#dfe2e4'],
  ['#f1dfc6', '#f6efe4'],
  ['#9db6cf', '#d6e2ea'],
] as const;

function street(random: Random): { defs: string; body: string } {
  const [top, low] = random.pick(skies);
  let houses = '';
  for (let x = -40; x < width; ) {
    const w = random.int(120, 320);
    const h = random.int(160, 430);
    const tone = random.int(110, 190);
    houses += rect(x, 520 - h, w, h + 40, `rgb(${tone},${tone - random.int(0, 14)},${tone - random.int(0, 26)})`);
    for (let wy = 540 - h; wy < 470; wy += 56)
      for (let wx = x + 18; wx < x + w - 30; wx += 50)
        houses += rect(wx, wy, 26, 32, random.chance(0.25) ? '#e9ddb0' : '#5d6a76', 'opacity="0.7"');
    x += w + random.int(0, 30);
  }
  const trees = [0, 1, 2].map(() => {
    const x = random.int(0, width);
    return `${rect(x - 7, 420, 14, 130, '#5a4632')}<circle cx="${x}" cy="390" r="${random.int(60, 110)}" fill="#54704a" opacity="0.9"/>`;
  });
  return {
    defs: gradient('sky', [top, low], 90) + gradient('road', ['#7d7f80', '#4c4e50'], 90),
    body: `<g filter="url(#far)">${rect(0, 0, width, height, 'url(#sky)')}${houses}${trees.join('')}</g>${rect(0, 540, width, height - 540, 'url(#road)')}<path d="M0 ${random.int(600, 700)}L${width} ${random.int(600, 700)}" stroke="#d8d8d0" stroke-width="12" opacity="0.6"/>`,
  };
}

/** The front of a car, seen straight, in a space 1000 wide and 760 high with the plate's middle at (500, 560). */
function front(random: Random): { defs: string; body: string } {
  const paint = random.pick(paints);
  const bars = Array.from({ length: 6 }, (_, i) => rect(330, 400 + i * 17, 340, 7, '#2a2c2f')).join('');
  const lamp = (x: number, way: number): string =>
    `<path d="M${x} 380q${way * 90} -26 ${way * 170} 0l${way * 10} 60q${way * -90} 22 ${way * -165} 4z" fill="#dfe6ea" stroke="#333" stroke-width="4"/><circle cx="${x + way * 105}" cy="410" r="24" fill="#f8fbfd" stroke="#8a9298" stroke-width="5"/>`;
  return {
    defs: gradient('paint', paint, 90) + gradient('glass', ['#3c4a55', '#90a2ae', '#2a343c'], 70),
    body:
      `<ellipse cx="500" cy="738" rx="520" ry="36" fill="#000" opacity="0.45"/>` +
      rect(70, 610, 130, 130, '#151515', 'rx="24"') +
      rect(800, 610, 130, 130, '#151515', 'rx="24"') +
      `<path d="M210 250Q260 60 330 44Q500 16 670 44Q740 60 790 250Z" fill="url(#paint)"/><path d="M250 246Q288 96 344 78Q500 54 656 78Q712 96 750 246Z" fill="url(#glass)"/>` +
      `<path d="M60 420Q64 300 200 250Q500 214 800 250Q936 300 940 420V640Q930 690 860 696H140Q70 690 60 640Z" fill="url(#paint)"/>` +
      `<path d="M210 262Q500 226 790 262L720 372H280Z" fill="#fff" opacity="0.12"/>` +
      lamp(300, -1) +
      lamp(700, 1) +
      `<path d="M318 390Q500 376 682 390L668 506H332Z" fill="#17191b"/>${bars}<circle cx="500" cy="440" r="24" fill="#c7cbd0" stroke="#777" stroke-width="4"/>` +
      `<path d="M110 520Q500 556 890 520V600Q500 640 110 600Z" fill="#000" opacity="0.18"/>` +
      rect(180, 628, 640, 34, '#141516', 'rx="14"') +
      rect(372, 500, 256, 118, '#1a1b1d', 'rx="8"'),
  };
}

/** Its rear, in the same space. */
function rear(random: Random): { defs: string; body: string } {
  const paint = random.pick(paints);
  const lamp = (x: number): string =>
    rect(x, 330, 150, 92, '#a3151b', 'rx="22" stroke="#4a0a0d" stroke-width="4"') +
    rect(x + 14, 346, 122, 26, '#e8473f', 'rx="10"') +
    rect(x + 14, 384, 60, 22, '#f0dcd4', 'rx="8"');
  return {
    defs: gradient('paint', paint, 90) + gradient('glass', ['#22292f', '#5c6d79', '#1c2329'], 60),
    body:
      '<ellipse cx="500" cy="738" rx="520" ry="36" fill="#000" opacity="0.45"/>' +
      rect(90, 600, 140, 140, '#151515', 'rx="24"') +
      rect(770, 600, 140, 140, '#151515', 'rx="24"') +
      '<path d="M190 300Q230 70 320 40Q500 14 680 40Q770 70 810 300Z" fill="url(#paint)"/><path d="M240 270Q270 96 338 74Q500 52 662 74Q730 96 760 270Q500 296 240 270Z" fill="url(#glass)"/>' +
      '<path d="M80 400Q90 300 200 284Q500 316 800 284Q910 300 920 400V640Q910 692 850 698H150Q90 692 80 640Z" fill="url(#paint)"/>' +
      '<path d="M250 300Q500 326 750 300V620H250Z" fill="#000" opacity="0.07"/>' +
      lamp(96) +
      lamp(754) +
      rect(250, 372, 500, 16, '#d8dadd', 'rx="8" opacity="0.8"') +
      rect(110, 622, 780, 46, '#1b1c1e', 'rx="18" opacity="0.75"') +
      rect(190, 676, 90, 26, '#9a9da1', 'rx="10"') +
      rect(720, 676, 90, 26, '#9a9da1', 'rx="10"') +
      rect(366, 486, 268, 132, '#141517', 'rx="12"'),
  };
}

/** From where the car is seen. */
export type CarView = 'straight' | 'aside' | 'rear';

/** A plate on a car in a street. The plate's drawing is scaled to fit between the bumper's lines. */
export function carScene(
  random: Random,
  plate: { defs: string; body: string; width: number; height: number },
  view: CarView,
  fields: Record<string, unknown>,
): Drawing {
  const far = street(random);
  const car = view === 'rear' ? rear(random) : front(random);
  const scale = random.between(1, 1.3);
  const across = view === 'aside' ? random.between(0.82, 0.92) : 1;
  const skew = view === 'aside' ? random.between(3, 6) * (random.chance(0.5) ? 1 : -1) : random.between(-1.5, 1.5);
  const plateScale = 250 / plate.width;
  const x = width / 2 - 500 * scale * across + random.between(-90, 90);
  const y = height - 790 * scale + random.between(-20, 40);
  const onCar = `<g transform="translate(${(500 - 125).toFixed(1)} ${(559 - (plate.height * plateScale) / 2).toFixed(1)}) scale(${plateScale.toFixed(4)})">${plate.body}</g>`;
  const body = `${far.body}<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${(scale * across).toFixed(3)} ${scale.toFixed(3)}) skewY(${skew.toFixed(2)}) ">${car.body}${onCar}</g>`;
  const blur = '<filter id="far"><feGaussianBlur stdDeviation="5"/></filter>';
  return {
    width,
    height,
    svg: sheet(width, height, body, far.defs + car.defs + plate.defs + blur),
    fields,
    scene: true,
  };
}
