import { chromium } from 'playwright-core';
import { layoutsOf, renderSpecimen } from '../../../demo/dist/specimens/specimen.js';

/**
 * Pictures of specimens that another camera took than the one the specimens' own photos come from: laid out by
 * Chromium in perspective, on other grounds, with other damage. The corners are known from the arithmetic.
 */

/** Every card that has an edge; a plate and a VIN are screwed on. */
export const edged = [
  'id-card-front',
  'id-card-back',
  'bank-card',
  'passport',
  'driver-license-front',
  'driver-license-back',
  'vehicle-license-front',
  'vehicle-license-back',
  'household-head',
  'household-resident',
  'business-license',
];

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A layer of noise as a filter draws it: `across` and `down` say how fine, `matrix` how it is coloured. */
const noise = (across, down, seed, matrix, kind = 'fractalNoise') =>
  `<svg style="position:absolute;inset:0" width="100%" height="100%"><filter id="n${seed}" x="0" y="0" width="100%" height="100%">` +
  `<feTurbulence type="${kind}" baseFrequency="${across} ${down}" numOctaves="4" seed="${seed}"/><feColorMatrix values="${matrix}"/></filter>` +
  `<rect width="100%" height="100%" filter="url(#n${seed})"/></svg>`;
const plain = (style) => `<div style="position:absolute;inset:0;${style}"></div>`;

/** What a card may lie on: each from random numbers and a seed. */
const grounds = {
  'oak planks': (_, seed) =>
    noise(0.004, 0.09, seed, '0 0 0 0 0.55  .35 0 0 0 .22  .2 0 0 0 .12  0 0 0 0 1') +
    plain('background:repeating-linear-gradient(0deg,#0006 0 3px,#0000 3px 150px)'),
  gingham: () =>
    plain(
      'background:repeating-linear-gradient(90deg,#b3262688 0 34px,#0000 34px 68px),repeating-linear-gradient(0deg,#b3262688 0 34px,#0000 34px 68px),#f6f1ea',
    ),
  carpet: (_, seed) => noise(0.5, 0.5, seed, '.5 0 0 0 .15  .5 0 0 0 .13  .5 0 0 0 .2  0 0 0 0 1', 'turbulence'),
  'white table': () => plain('background:linear-gradient(160deg,#e9e8e4,#cfcdc7)'),
  'black table': () => plain('background:linear-gradient(200deg,#1a1b1e,#2c2d31 60%,#111)'),
  concrete: (_, seed) => noise(0.03, 0.03, seed, '.25 0 0 0 .42  .25 0 0 0 .42  .25 0 0 0 .41  0 0 0 0 1'),
  newspaper: (random) => {
    const column = Array.from({ length: 90 }, () =>
      Array.from({ length: 3 + Math.floor(random() * 5) }, () =>
        '年月的是市报新闻时代经济中国人民'.slice(Math.floor(random() * 9), 2 + Math.floor(random() * 12)),
      ).join('，'),
    ).join('');
    return `<div style="position:absolute;inset:-40px;background:#ece7da;color:#333;columns:5;column-rule:1px solid #888;font:15px/1.5 serif;transform:rotate(${(random() * 8 - 4).toFixed(1)}deg)"><h1 style="font-size:60px;column-span:all">${column.slice(0, 12)}</h1>${column.repeat(5)}</div>`;
  },
  notebook: (random) =>
    plain('background:#6b4a33') +
    `<div style="position:absolute;left:4%;top:3%;width:90%;height:95%;background:repeating-linear-gradient(0deg,#fdfcf6 0 30px,#9db8d8 30px 32px);transform:rotate(${(random() * 10 - 5).toFixed(1)}deg);box-shadow:4px 6px 18px #0008"></div>`,
  keyboard: () =>
    plain(
      'background:repeating-linear-gradient(90deg,#222 0 8px,#0000 8px 84px),repeating-linear-gradient(0deg,#222 0 8px,#0000 8px 84px),#3b3d42',
    ),
  stripes: () =>
    plain('background:repeating-linear-gradient(38deg,#31506e 0 40px,#d9cdb4 40px 52px,#7c99b0 52px 90px)'),
  lawn: (_, seed) => noise(0.12, 0.02, seed, '.3 0 0 0 .05  .8 0 0 0 .1  .15 0 0 0 .02  0 0 0 0 1', 'turbulence'),
  'blurred room': (random) =>
    plain(
      `filter:blur(26px);background:radial-gradient(circle at ${random() * 100}% 20%,#ffd9a0 0 9%,#0000 10%),radial-gradient(circle at 80% ${random() * 100}%,#8fb6ff 0 12%,#0000 13%),linear-gradient(90deg,#40322a 50%,#7b7f86 50%)`,
    ),
};

/** What may go wrong with a picture: CSS over the whole, drawn over what `place` says of the card. */
const damages = {
  none: () => ({}),
  'out of focus': (random) => ({ filter: `blur(${(1.2 + random() * 1.6).toFixed(1)}px)` }),
  'too dark': (random) => ({ filter: `brightness(${(0.22 + random() * 0.2).toFixed(2)}) sepia(.25)` }),
  washed: () => ({ filter: 'contrast(.45) brightness(1.35)' }),
  lamp: (random) => ({
    over: plain(
      `background:radial-gradient(circle at ${25 + random() * 50}% ${25 + random() * 50}%,#ffff 0 4%,#fff6 9%,#0000 22%)`,
    ),
  }),
  shadow: (random) => ({
    over: plain(
      `background:linear-gradient(${Math.floor(random() * 360)}deg,#0009 ${30 + random() * 25}%,#0000 ${56 + random() * 6}%)`,
    ),
  }),
  thumb: (random, { corners, side }) => {
    const edge = Math.floor(random() * 4);
    const [a, b] = [corners[edge], corners[(edge + 1) % 4]];
    const share = 0.25 + random() * 0.5;
    const [x, y] = [a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share];
    const turn = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI - 90;
    return {
      over: `<div style="position:absolute;left:${x}px;top:${y}px;width:${side * 2}px;height:${side * 0.22}px;transform-origin:0 50%;transform:translateY(-50%) rotate(${turn}deg) translateX(${-side * 0.1}px);border-radius:${side * 0.11}px;background:linear-gradient(#8a5a3c,#d9a27c 40%,#8a5a3c)"></div>`,
    };
  },
  'covered corner': (random, { corners, side }) => {
    const { x, y } = corners[Math.floor(random() * 4)];
    return {
      over: `<div style="position:absolute;left:${x - side * 0.09}px;top:${y - side * 0.09}px;width:${side * 0.18}px;height:${side * 0.18}px;border-radius:40%;background:#c98f6b"></div>`,
    };
  },
  grain: (random) => ({
    over: `<div style="position:absolute;inset:0;mix-blend-mode:overlay;opacity:${(0.5 + random() * 0.4).toFixed(2)}">${noise(0.9, 0.9, Math.floor(random() * 99), '1 0 0 0 0  0 1 0 0 0  0 0 1 0 0  0 0 0 0 1')}</div>`,
  }),
  'poor JPEG': () => ({ quality: 22 }),
};

/** The corners of a rectangle of this ratio seen askew: `fill` of the frame's width, turned by `roll` degrees. */
function cornersOf(random, { ratio, fill, roll, tilt, x, y }, frame) {
  const width = fill * Math.min(frame.width, frame.height * ratio);
  const height = width / ratio;
  const turn = (roll * Math.PI) / 180;
  const bend = () => 1 + (random() * 2 - 1) * tilt;
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([dx, dy]) => {
    const [px, py] = [((dx * width) / 2) * bend(), ((dy * height) / 2) * bend()];
    return {
      x: x * frame.width + px * Math.cos(turn) - py * Math.sin(turn),
      y: y * frame.height + px * Math.sin(turn) + py * Math.cos(turn),
    };
  });
}

/** CSS that carries a box of this size onto four corners: the square's projection of Heckbert, as a 3D matrix. */
function carried(width, height, [a, b, c, d]) {
  const [dx1, dx2, sx] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, sy] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const whole = dx1 * dy2 - dx2 * dy1;
  const [g, h] = [(sx * dy2 - dx2 * sy) / whole, (dx1 * sy - sx * dy1) / whole];
  const rows = [
    [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x],
    [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y],
    [g, h, 1],
  ].map(([u, v, w]) => [u / width, v / height, w]);
  const [p, q, r] = rows;
  return `matrix3d(${[p[0], q[0], 0, r[0], p[1], q[1], 0, r[1], 0, 0, 1, 0, p[2], q[2], 0, r[2]].join(',')})`;
}

const inside = (corners, { width, height }) =>
  corners.every(({ x, y }) => x > 6 && y > 6 && x < width - 6 && y < height - 6);

/**
 * Makes `count` pictures, and calls `take({ name, ground, damage, photo, outlines })` for each: a JPEG and the corners
 * of each card in it. Every eighth shows two cards. `scale` 3.125 makes them 12 MP.
 */
export async function makeScenes({ count, seed = 1, scale = 1, fills = [0.3, 0.92], only, take }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    for (let n = 0; n < count; n++) {
      const random = randomFrom(seed * 7_919 + n);
      const ground = Object.keys(grounds)[n % Object.keys(grounds).length];
      const damage = Object.keys(damages)[Math.floor(n * 1.3) % Object.keys(damages).length];
      const frame = n % 3 === 2 ? { width: 960, height: 1280 } : { width: 1280, height: 960 };
      const two = only === undefined && n % 8 === 7;
      const cards = [];
      for (let index = 0; index < (two ? 2 : 1); index++) {
        const names = only ?? edged;
        const card = names[(n * 5 + index) % names.length];
        const layouts = layoutsOf(card);
        const specimen = await renderSpecimen(card, {
          seed: seed * 1_000 + n + index,
          layout: layouts[n % layouts.length].name,
        });
        let corners;
        do {
          const fill = two ? 0.44 : fills[0] + random() * (fills[1] - fills[0]);
          corners = cornersOf(
            random,
            {
              ratio: specimen.width / specimen.height,
              fill: two ? fill * 0.9 : fill,
              roll: random() < 0.25 ? random() * 360 : (random() * 2 - 1) * 14,
              tilt: random() * 0.07,
              x: two && frame.width > frame.height ? 0.26 + 0.48 * index : 0.38 + random() * 0.24,
              y: two && frame.width < frame.height ? 0.28 + 0.44 * index : 0.38 + random() * 0.24,
            },
            frame,
          );
        } while (!inside(corners, frame));
        cards.push({ card, specimen, corners });
      }
      const [{ corners }] = cards;
      const side = Math.hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
      const { filter = 'none', over = '', quality = 80 } = damages[damage](random, { corners, side });
      const cast = (random() * 2 - 1) * 6;
      const images = cards.map(
        ({ specimen: { image, width, height }, corners: to }) =>
          `<div style="position:absolute;left:0;top:0;filter:drop-shadow(${cast.toFixed(1)}px ${(2 + random() * 6).toFixed(1)}px ${(2 + random() * 8).toFixed(1)}px #0008)"><img width="${width}" height="${height}" style="display:block;transform-origin:0 0;transform:${carried(width, height, to)}" src="data:image/png;base64,${image.toString('base64')}"></div>`,
      );
      const page = await browser.newPage({ viewport: frame, deviceScaleFactor: scale });
      await page.setContent(
        `<body style="margin:0;overflow:hidden"><div style="position:relative;width:100vw;height:100vh;overflow:hidden;filter:${filter}">${grounds[ground](random, n + 1)}${images.join('')}${over}</div></body>`,
      );
      await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
      const photo = await page.screenshot({ type: 'jpeg', quality });
      await page.close();
      await take({
        name: `${n} ${cards.map(({ card }) => card).join(' and ')} on ${ground}, ${damage}`,
        ground,
        damage,
        photo,
        cards: cards.map(({ card, specimen }) => ({ card, fields: specimen.fields })),
        outlines: cards.map(({ corners: to }) => to.map(({ x, y }) => ({ x: x * scale, y: y * scale }))),
      });
    }
  } finally {
    await browser.close();
  }
}
