import { companyName } from '../data/companies.ts';
import { dayIn, iso, yearsLater } from '../data/dates.ts';
import { vin as vinNumber } from '../data/numbers.ts';
import { chineseName } from '../data/people.ts';
import { address, place, provinceOf } from '../data/places.ts';
import { engine, model as modelName, plateNumber, uses, vehicleTypes } from '../data/vehicles.ts';
import { type Drawing, type Layout, markBox, markLine } from '../parts.ts';
import type { Random } from '../random.ts';
import { line, text, wrap } from '../svg.ts';
import { bars, type FormStyle, form, formStyles, heldOutStyles, printed, ruled } from './form.ts';

const size = { width: 1040, height: 709, radius: 26 };

function front(random: Random, style: FormStyle): Drawing {
  const where = place(random);
  const heavy = random.chance(0.2);
  const plateNum = plateNumber(random, heavy ? 'yellow' : random.chance(0.3) ? 'green' : 'blue', provinceOf(where));
  const vehicleType = random.pick<string>(heavy ? vehicleTypes.heavy : vehicleTypes.light);
  const owner = random.chance(0.25) ? companyName(random, where) : chineseName(random).chinese;
  const useCharacter = random.pick(uses);
  const home = address(random, where);
  const model = modelName(random);
  const vin = vinNumber(random);
  const engineNum = engine(random);
  const register = dayIn(random, 2008, 2024);
  const issue = random.chance(0.7) ? register : yearsLater(register, random.int(0, 2));
  const title = { font: style.labelFont, fill: style.labelInk, anchor: 'middle' } as const;
  const tag = (x: number, y: number, zh: string, en: string, from: number, to: number): string =>
    ruled(style, x, y, zh, en, from, to);
  const labels =
    text(520, 66, '中华人民共和国机动车行驶证', { ...title, size: 40, weight: 700, spacing: 6 }) +
    text(520, 96, "Vehicle License of the People's Republic of China", { ...title, size: 20 }) +
    tag(48, 166, '号牌号码', 'Plate No.', 168, 430) +
    tag(460, 166, '车辆类型', 'Vehicle Type', 590, 990) +
    tag(48, 238, '所有人', 'Owner', 150, 990) +
    tag(48, 310, '住址', 'Address', 140, 990) +
    tag(48, 386, '使用性质', 'Use Character', 178, 430) +
    tag(460, 386, '品牌型号', 'Model', 580, 990) +
    markBox(56, 436, 224, 224) +
    tag(310, 466, '车辆识别代号', 'VIN', 470, 990) +
    tag(310, 544, '发动机号码', 'Engine No.', 450, 990) +
    tag(310, 622, '注册日期', 'Register Date', 434, 640) +
    tag(660, 622, '发证日期', 'Issue Date', 772, 990);
  const rows = wrap(home, home.length > 24 ? 32 : 27);
  const small = rows.length > 1 || home.length > 26;
  const values =
    printed(style, 184, 166, plateNum, 32, 2) +
    printed(style, 606, 166, vehicleType) +
    printed(style, 164, 238, owner) +
    rows
      .map((row, i) => printed(style, 156, (rows.length > 1 ? 296 : 310) + i * 28, row, small ? 25 : 30, 0))
      .join('') +
    printed(style, 194, 386, useCharacter) +
    printed(style, 594, 386, model) +
    printed(style, 486, 466, vin, 31, 2) +
    printed(style, 470, 544, engineNum, 31, 2) +
    printed(style, 450, 622, iso(register), 28) +
    printed(style, 788, 622, iso(issue), 28);
  return form(random, style, size, labels, values, {
    plateNum,
    vehicleType,
    owner,
    useCharacter,
    address: home,
    model,
    vin,
    engineNum,
    registerDate: iso(register),
    issueDate: iso(issue),
  });
}

function back(random: Random, style: FormStyle): Drawing {
  const where = place(random);
  const province = provinceOf(where);
  const heavy = random.chance(0.25);
  const plateNum = plateNumber(random, heavy ? 'yellow' : random.chance(0.3) ? 'green' : 'blue', province);
  const fileNum = `${where.code.slice(0, 4)}${random.digits(8)}`;
  const seats = heavy ? random.pick([2, 3, 45, 55]) : random.pick([4, 5, 5, 5, 7]);
  const unladen = heavy ? random.int(60, 140) * 100 : random.int(900, 2300);
  const gross = unladen + (heavy ? random.int(40, 170) * 100 : random.int(300, 600));
  const load = heavy && seats < 10 ? `${random.int(20, 160) * 100}kg` : '';
  const traction = heavy && seats < 10 && random.chance(0.4) ? `${random.int(200, 400) * 100}kg` : '';
  const dimension = heavy
    ? { length: random.int(5990, 12000), width: random.int(2200, 2550), height: random.int(2400, 3990) }
    : { length: random.int(3600, 5200), width: random.int(1600, 1995), height: random.int(1420, 1880) };
  const until = dayIn(random, 2024, 2029);
  const inspection = `检验有效期至${until.year}年${String(until.month).padStart(2, '0')}月${plateNum.slice(0, 2)}(${String(random.int(1, 20)).padStart(2, '0')})`;
  const ink = style.labelInk;
  const title = { font: style.labelFont, fill: ink, anchor: 'middle' } as const;
  const tops = [112, 176, 240, 304, 368, 432, 566];
  const cell = (x: number, row: number, zh: string): string =>
    text(x, (tops[row] ?? 0) + 40, zh, { size: 23, font: style.labelFont, fill: ink, weight: 500 });
  const value = (x: number, row: number, content: string, points = 28): string =>
    printed(style, x, (tops[row] ?? 0) + 42, content, points);
  const labels =
    text(520, 72, '中华人民共和国机动车行驶证副页', { ...title, size: 36, weight: 700, spacing: 4 }) +
    tops.map((y) => line(40, y, 1000, y, ink, 1.3)).join('') +
    line(40, 112, 40, 566, ink, 1.3) +
    line(1000, 112, 1000, 566, ink, 1.3) +
    line(520, 112, 520, 368, ink, 1.3) +
    cell(52, 0, '号牌号码') +
    cell(534, 0, '档案编号') +
    cell(52, 1, '核定载人数') +
    cell(534, 1, '总质量') +
    cell(52, 2, '整备质量') +
    cell(534, 2, '核定载质量') +
    cell(52, 3, '外廓尺寸') +
    cell(534, 3, '准牵引总质量') +
    cell(52, 4, '备注') +
    cell(52, 5, '检验记录') +
    bars(random, 330, 596, 640, 70) +
    markLine(52, 640, 24);
  const values =
    value(200, 0, plateNum, 30) +
    value(680, 0, fileNum, 30) +
    value(200, 1, `${seats}人`) +
    value(680, 1, `${gross}kg`) +
    value(200, 2, `${unladen}kg`) +
    value(720, 2, load || '--') +
    value(176, 3, `${dimension.length}×${dimension.width}×${dimension.height}mm`, 24) +
    value(720, 3, traction || '--') +
    value(150, 4, random.pick(['', '新能源汽车', '强制报废期止:2041-06-01', '']), 26) +
    value(180, 5, inspection, 28);
  return form(random, style, size, labels, values, {
    plateNum,
    fileNum,
    approvedPassengerCapacity: seats,
    grossMass: `${gross}kg`,
    unladenMass: `${unladen}kg`,
    ...(load ? { approvedLoad: load } : {}),
    ...(traction ? { tractionMass: traction } : {}),
    inspectionRecord: inspection,
    overallDimension: dimension,
  });
}

const layouts = (draw: (random: Random, style: FormStyle) => Drawing): readonly Layout[] =>
  Object.entries(formStyles).map(([name, style]) => ({
    name,
    heldOut: heldOutStyles.includes(name),
    draw: (random) => draw(random, style),
  }));

/** The main page of a vehicle licence. */
export const vehicleLicenceFront = layouts(front);
/** Its second page. */
export const vehicleLicenceBack = layouts(back);
