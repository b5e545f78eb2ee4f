import sharp from 'sharp';
import { streetName } from './data/places.ts';
import { families, requireFonts } from './fonts.ts';
import { expose } from './photo/sensor.ts';
import { paintSurface, type Surface } from './photo/surfaces.ts';
import { createRandom, type Random } from './random.ts';
import { gradient, line, lines, rect, sheet, text, wrap } from './svg.ts';

/** Pictures on which no card type's field may be found. */
export type NegativeKind = 'blank' | 'landscape' | 'texture' | 'text-page' | 'receipt' | 'poster' | 'screen';

/** All kinds, in a fixed order. */
export const negativeKinds: readonly NegativeKind[] = [
  'blank',
  'landscape',
  'texture',
  'text-page',
  'receipt',
  'poster',
  'screen',
];

const width = 1280;
const height = 960;

function landscape(random: Random): string {
  let hills = '';
  for (let i = 0; i < 5; i++) {
    const base = 420 + i * 100;
    let path = `M0 ${height}V${base}`;
    for (let x = 0; x <= width; x += 160)
      path += `Q${x + 80} ${base + random.int(-120, 60)} ${x + 160} ${base + random.int(-40, 40)}`;
    const tone = 150 - i * 24;
    hills += `<path d="${path}V${height}Z" fill="rgb(${tone - 30},${tone + 10},${tone - 20 + (4 - i) * 16})"/>`;
  }
  const sun = `<circle cx="${random.int(100, width - 100)}" cy="${random.int(80, 300)}" r="${random.int(30, 70)}" fill="#fff3cf"/>`;
  return sheet(
    width,
    height,
    rect(0, 0, width, height, 'url(#sky)') + sun + hills,
    gradient('sky', ['#7fb0dc', '#f3e3cf'], 90),
  );
}

const sentences =
  '春天的傍晚河面上起了一层薄雾。|他把书合上，走到窗前看了很久。|院子里的石榴树今年开花很早。|孩子们沿着田埂跑向远处的山坡。|茶已经凉了，谁也没有说话。|The ferry left the pier at dusk.|Rain had washed the dust from the leaves.|A kettle sang somewhere behind the wall.|书架上摆满了旧地图和植物图谱。|风把晾着的床单吹得鼓了起来。|邻居家的猫在屋檐下睡着了。|Nobody remembered who had planted the oak.'.split(
    '|',
  );

function prose(random: Random): string {
  const font = random.pick([families.serif, families.sans, families.latinSerif]);
  let story = '';
  while (story.length < 420) story += random.pick(sentences);
  return sheet(
    width,
    height,
    rect(0, 0, width, height, '#f6f3ea') +
      lines(110, 130, wrap(story, 29).slice(0, 16), 50, { size: 36, font }) +
      text(width / 2, 920, String(random.int(12, 340)), { size: 28, anchor: 'middle' }),
  );
}

function receipt(random: Random): string {
  const goods = random.pick([
    ['豆浆', '油条', '茶叶蛋', '小笼包'],
    ['番茄', '土豆', '黄瓜', '鸡蛋'],
    ['拿铁', '美式', '可颂', '蛋糕'],
  ]);
  let total = 0;
  const rows = goods.map((name, i) => {
    const price = random.int(200, 3900) / 100;
    total += price;
    return (
      text(440, 300 + i * 60, name, { size: 36 }) +
      text(840, 300 + i * 60, price.toFixed(2), { size: 36, anchor: 'end' })
    );
  });
  return sheet(
    width,
    height,
    rect(0, 0, width, height, '#7d6b58') +
      rect(390, 60, 500, 840, '#fbfaf6') +
      text(640, 150, `${streetName(random)}小店`, { size: 48, weight: 700, anchor: 'middle' }) +
      text(640, 210, '谢谢光临', { size: 32, anchor: 'middle' }) +
      rows.join('') +
      line(430, 560, 850, 560) +
      text(440, 630, '合计', { size: 40, weight: 700 }) +
      text(840, 630, total.toFixed(2), { size: 40, weight: 700, anchor: 'end' }),
  );
}

function poster(random: Random): string {
  const words = random.pick([
    ['夏日音乐节', 'SUMMER MUSIC'],
    ['旧书市集', 'BOOK FAIR'],
    ['城市夜跑', 'NIGHT RUN'],
    ['开业大吉', 'GRAND OPENING'],
  ]);
  const colours = random.pick([
    ['#e4572e', '#f3a712'],
    ['#29335c', '#669bbc'],
    ['#2a9d8f', '#e9c46a'],
  ]);
  return sheet(
    width,
    height,
    rect(0, 0, width, height, 'url(#p)') +
      text(640, 420, words[0] ?? '', { size: 150, weight: 700, fill: '#fff', anchor: 'middle' }) +
      text(640, 560, words[1] ?? '', { size: 84, weight: 700, fill: '#fff', anchor: 'middle', spacing: 8 }) +
      text(640, 760, `${streetName(random)}广场`, { size: 52, fill: '#fff', anchor: 'middle' }),
    gradient('p', colours, 60),
  );
}

function screen(random: Random): string {
  const rows = Array.from(
    { length: 14 },
    (_, i) =>
      `${' '.repeat(random.int(0, 3) * 2)}${random.pick(['const', 'let', 'return', 'if', 'await'])} ${random.letters(random.int(4, 9), 'abcdefghijklmnop')}(${random.letters(random.int(1, 6), 'qrstuvwxyz')}); // ${i}`,
  );
  return sheet(
    width,
    height,
    rect(0, 0, width, height, '#1d2027') + lines(80, 110, rows, 58, { size: 34, font: families.mono, fill: '#c9d3e0' }),
  );
}

const textures: readonly Surface[] = ['wood', 'cloth', 'marble', 'leather', 'tiles', 'metal'];

async function painted(random: Random, kind: NegativeKind): Promise<Uint8Array> {
  if (kind === 'texture') return paintSurface(random, random.pick(textures), width, height);
  const draw: Readonly<Record<Exclude<NegativeKind, 'texture'>, () => string>> = {
    blank: () =>
      sheet(width, height, rect(0, 0, width, height, random.pick(['#ffffff', '#f4f1ea', '#101010', '#8c97a3']))),
    landscape: () => landscape(random),
    'text-page': () => prose(random),
    receipt: () => receipt(random),
    poster: () => poster(random),
    screen: () => screen(random),
  };
  return sharp(Buffer.from(draw[kind]())).flatten({ background: '#fff' }).raw().toBuffer();
}

/** A JPEG photo of something that is no certificate; the same kind and seed give the same bytes. */
export async function renderNegative(kind: NegativeKind, seed: number): Promise<Buffer> {
  await requireFonts();
  const random = createRandom(`negative:${kind}:${seed}`);
  const rgb = await painted(random, kind);
  return expose(random, rgb, width, height, {
    blur: random.between(0, 1),
    shake: 0,
    grain: random.between(0, 5),
    exposure: random.between(0.8, 1.05),
    quality: random.int(70, 92),
  });
}
