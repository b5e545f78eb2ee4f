import { dayIn, hanPlain } from '../data/dates.ts';
import { chineseName } from '../data/people.ts';
import { place, streetName } from '../data/places.ts';
import { families } from '../fonts.ts';
import type { Random } from '../random.ts';
import { gradient, line, lines, rect, sheet, text, wrap } from '../svg.ts';

const width = 1280;
const height = 960;

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

function letter(random: Random): string {
  const name = chineseName(random).chinese;
  const where = place(random);
  const rows = wrap(
    `${name}:你好!上次来信已经收到。${random.pick(sentences)}${random.pick(sentences)}${random.pick(sentences)}下月初我会再到${where.city || where.province}去看望大家,到时见面细谈。`,
    25,
  );
  return sheet(
    width,
    height,
    rect(0, 0, width, height, '#fbf8f0') +
      lines(130, 180, rows, 66, { size: 38, font: families.song }) +
      text(1120, 780, `${chineseName(random).chinese}  上`, { size: 38, font: families.song, anchor: 'end' }) +
      text(1120, 850, hanPlain(dayIn(random, 1990, 2024)), { size: 34, font: families.song, anchor: 'end' }),
  );
}

function ticket(random: Random): string {
  const [from, to] = [place(random), place(random)];
  const city = (where: typeof from): string => (where.city || where.province).replace('市', '');
  return sheet(
    1000,
    620,
    rect(0, 0, 1000, 620, '#dbe9f2') +
      text(60, 80, `Z${random.digits(7)}`, { size: 34, fill: '#b3342d' }) +
      text(130, 190, `${city(from)}站`, { size: 58, weight: 700 }) +
      text(640, 190, `${city(to)}站`, { size: 58, weight: 700 }) +
      text(500, 180, `G${random.int(1, 999)}`, { size: 40, anchor: 'middle' }) +
      line(410, 200, 590, 200) +
      text(60, 290, `${hanPlain(dayIn(random, 2019, 2025))} ${random.int(10, 22)}:${random.int(10, 59)}开`, {
        size: 36,
      }) +
      text(640, 290, `${random.int(1, 16)}车${random.int(10, 19)}A号`, { size: 36 }) +
      text(60, 360, `￥${random.int(30, 900)}.5元`, { size: 36 }) +
      text(640, 360, '二等座', { size: 36 }) +
      text(60, 440, '限乘当日当次车', { size: 32 }),
    '',
    20,
  );
}

function receipt(random: Random): string {
  const goods = random.pick([
    ['豆浆', '油条', '茶叶蛋', '小笼包'],
    ['番茄', '土豆', '黄瓜', '鸡蛋'],
    ['拿铁', '美式', '可颂', '蛋糕'],
  ]);
  const prices = goods.map(() => random.int(200, 3900) / 100);
  const total = prices.reduce((sum, price) => sum + price, 0);
  const row = (y: number, name: string, price: number, weight: number): string =>
    text(60, y, name, { size: 36, weight }) + text(440, y, price.toFixed(2), { size: 36, weight, anchor: 'end' });
  return sheet(
    500,
    760,
    rect(0, 0, 500, 760, '#fbfaf6') +
      text(250, 110, `${streetName(random)}小店`, { size: 48, weight: 700, anchor: 'middle' }) +
      text(250, 170, '谢谢光临', { size: 32, anchor: 'middle' }) +
      goods.map((name, i) => row(270 + i * 60, name, prices[i] ?? 0, 400)).join('') +
      line(50, 530, 450, 530) +
      row(600, '合计', total, 700),
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

/** Things of paper, as SVG. */
export const papers = { 'text-page': prose, letter, receipt, ticket };
/** Things that fill the frame, as SVG. */
export const views = { poster, screen };
