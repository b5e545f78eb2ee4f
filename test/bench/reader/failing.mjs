import {
  creditCodeCheckDigit,
  idNumberCheckDigit,
  isBankCardNumber,
  isCheckedVin,
  isCreditCode,
  luhnCheckDigit,
  mrzCheckDigit,
  parseIdNumber,
  parseMrzLine2,
  vinCheckDigit,
} from '@scanfill/proxy/contract';
import sharp from 'sharp';
import { bankNumber, plainBankNumber } from '../../../demo/dist/reader/numbers/bank-number.js';
import { creditCode } from '../../../demo/dist/reader/numbers/credit-code.js';
import { idNumber } from '../../../demo/dist/reader/numbers/id-number.js';
import { vinNumber } from '../../../demo/dist/reader/numbers/vin.js';
import { readZone } from '../../../demo/dist/reader/passport/mrz.js';
import { rowsOf } from '../../../demo/dist/reader/rows/rows.js';
import { lineOf } from '../../../demo/dist/reader/rows/strip.js';
import { loadEngine } from '../../../demo/dist/reader/sight/engine.js';
import { findModels } from '../../../demo/dist/reader/sight/models.js';
import { families } from '../../../demo/dist/specimens/fonts.js';
import { createRandom } from '../../../demo/dist/specimens/random.js';
import { inked, strokes } from '../../../demo/dist/specimens/strokes.js';
import { pitched, rect, sheet } from '../../../demo/dist/specimens/svg.js';

/**
 * Prints of numbers, one line each: a third as they should be, the rest with one character changed so that the check
 * digit fails. A failing print that comes out valid was repaired wrongly; counted apart where the print is clean and
 * where it is blurred.
 */
const [count = '2000', seed = '1'] = process.argv.slice(2);

const digits = '0123456789';
const latin = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const credit = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const height = 48;

/**
 * Each kind of number: a valid one, where it may be changed to fail, how it is printed and read, and when it passes.
 */
const kinds = {
  'bank card': {
    make(random) {
      const body = random.pick(['62', '62', '4', '51']) + random.digits(17);
      const first = body.slice(0, body[0] === '6' ? 18 : 15);
      return first + luhnCheckDigit(first);
    },
    change: () => digits,
    font: (random) => random.pick(['raised', families.ocrB, families.latin]),
    read: (rows) => bankNumber(rows) ?? plainBankNumber(rows),
    passes: isBankCardNumber,
  },
  'ID number': {
    make(random) {
      const day = `${random.int(1950, 2005)}${random.int(10, 12)}${random.int(10, 28)}`;
      const first = `${random.pick(['110105', '320106', '440304', '510107'])}${day}${random.digits(3)}`;
      return first + idNumberCheckDigit(first);
    },
    change: (place) => (place < 6 || (place > 13 && place < 17) ? digits : ''),
    font: (random) => random.pick([families.ocrB, families.sans]),
    read: ([row]) => idNumber(row?.cells ?? [])?.value,
    passes: (text) => parseIdNumber(text) !== undefined,
  },
  'credit code': {
    make(random) {
      const first = `91${random.pick(['110105', '310115', '440300'])}${random.letters(9, credit)}`;
      return first + creditCodeCheckDigit(first);
    },
    change: (place) => (place < 8 ? '' : credit),
    font: (random) => random.pick([families.sans, families.latin]),
    read: ([row]) => creditCode(row?.cells ?? [])?.value,
    passes: isCreditCode,
  },
  VIN: {
    make(random) {
      const text = `L${random.letters(7, latin)}0${random.letters(4, latin)}${random.digits(4)}`;
      return text.slice(0, 8) + vinCheckDigit(text) + text.slice(9);
    },
    change: (place) => (place === 0 || place === 8 ? '' : place > 12 ? digits : latin),
    font: (random) => random.pick(['gothic', families.latin, families.sans]),
    read: (rows) => vinNumber(rows, true)?.value,
    passes: isCheckedVin,
  },
  'zone line': {
    make(random) {
      const checked = (text) => text + mrzCheckDigit(text);
      const date = (from, to) => checked(`${random.int(from, to)}${random.int(10, 12)}${random.int(10, 28)}`);
      const number = checked(random.letters(1, 'EGPKL') + random.digits(8));
      const [birth, expiry] = [date(50, 99), date(27, 36)];
      const optional = random.chance(0.5) ? '<<<<<<<<<<<<<<0' : checked(random.digits(11).padEnd(14, '<'));
      const composite = mrzCheckDigit(number + birth + expiry + optional);
      return `${number}${random.pick(['CHN', 'FRA', 'UTO'])}${birth}${random.pick(['M', 'F'])}${expiry}${optional}${composite}`;
    },
    change: (place) => (place > 0 && place < 9 ? digits : ''),
    font: () => families.ocrB,
    // The name line is another print: that of a holder of the same state.
    read: (_, reading) => readZone([nameLineReading(reading)], [reading])?.line1,
    passes: (text) => Object.values(parseMrzLine2(text)?.fits ?? { form: false }).every(Boolean),
  },
};

function nameLineReading() {
  const text = 'P<UTOERIKSSON<<ANNA<MARIA'.padEnd(44, '<');
  const glyphs = [...text].map((char, i) => ({ char, score: 0.99, at: (i + 0.5) / 44, others: [] }));
  return { text, glyphs, score: 0.99 };
}

/** The line as a photo would show it: 48 pixels high, of letters that were `detail` pixels high before. */
async function print(content, font, detail, blur, random) {
  const pitch = 26;
  const width = pitch * content.length + 40;
  const stroked = font === 'raised' || font === 'gothic';
  const letters = stroked
    ? inked(strokes(20, 12, content, { height: 36, advance: pitch, width: 18, pen: 4, face: font }), '#222')
    : pitched(20, 46, content, pitch, { size: 38, font });
  const svg = sheet(width, 60, rect(0, 0, width, 60, random.pick(['#fdfdf8', '#e8eef4', '#f4ecd8'])) + letters);
  const small = sharp(Buffer.from(svg)).flatten({ background: '#fff' });
  const scale = detail / 36;
  const shrunk = await (detail < 36 ? small.resize(Math.round(width * scale)) : small).png().toBuffer();
  const blurred = blur > 0 ? await sharp(shrunk).blur(blur).png().toBuffer() : shrunk;
  const { data, info } = await sharp(blurred)
    .removeAlpha()
    .resize(Math.round((width * height) / 60), height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function failing(kind, number, random) {
  for (;;) {
    const place = random.int(0, number.length - 1);
    const options = kind.change(place);
    if (options === '') continue;
    const char = random.pick([...options]);
    const changed = number.slice(0, place) + char + number.slice(place + 1);
    if (char !== number[place] && !kind.passes(changed)) return changed;
  }
}

const { files } = findModels();
const engine = await loadEngine(files);
const random = createRandom(`failing:${seed}`);
const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
console.log('\nRepaired wrongly: prints whose check digit deliberately fails, that came out valid\n');
line([
  'number',
  'clean',
  'blurred',
  'of valid prints misread: mended right',
  'valid but wrong',
  'given as read',
  'nothing',
]);
line(['---', '---:', '---:', '---:', '---:', '---:', '---:']);
for (const [name, kind] of Object.entries(kinds)) {
  const each = Math.round(Number(count) / Object.keys(kinds).length);
  const clean = { of: 0, repaired: 0 };
  const blurred = { of: 0, repaired: 0 };
  const misread = { of: 0, right: 0, wrong: 0, given: 0, nothing: 0 };
  for (let n = 0; n < each * 1.5; n++) {
    const valid = kind.make(random);
    const fails = n % 3 > 0;
    const sharpPrint = fails && n % 2 === 0;
    const text = fails ? failing(kind, valid, random) : valid;
    const [detail, blur] = sharpPrint ? [36, 0] : [random.int(11, 20), random.between(0.4, 1.4)];
    const picture = await print(text, kind.font(random), detail, blur, random);
    const reading = await (name === 'zone line' ? engine.latin : engine.chinese)(picture);
    const quad = [
      { x: 0, y: 0 },
      { x: picture.width, y: 0 },
      { x: picture.width, y: 48 },
      { x: 0, y: 48 },
    ];
    const strip = { quad, x0: 0, x1: picture.width, y: 24, height: 48, text: '' };
    const result = kind.read(rowsOf([lineOf(strip, reading)]), reading);
    if (fails) {
      const group = sharpPrint ? clean : blurred;
      group.of += 1;
      if (result !== undefined && kind.passes(result)) group.repaired += 1;
    } else if (reading.text.replace(/\s/g, '').toUpperCase() !== text) {
      misread.of += 1;
      if (result === text) misread.right += 1;
      else if (result === undefined) misread.nothing += 1;
      else if (kind.passes(result)) misread.wrong += 1;
      else misread.given += 1;
    }
  }
  line([
    name,
    `${clean.repaired} of ${clean.of}`,
    `${blurred.repaired} of ${blurred.of}`,
    `${misread.right} of ${misread.of}`,
    misread.wrong,
    misread.given,
    misread.nothing,
  ]);
}
