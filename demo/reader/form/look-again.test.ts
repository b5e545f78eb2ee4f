import { expect, test } from 'vitest';
import { layouts } from '../layouts/layouts.ts';
import { rowsOf } from '../rows/rows.ts';
import { fakePage } from '../testing/fake-page.ts';
import { line } from '../testing/lines.ts';
import { fill } from './fill.ts';
import { lookAgain } from './look-again.ts';

const labels = [
  line('中华人民共和国机动车行驶证', 165, 20, 24),
  line('所有人', 65, 152, 22),
  line('使用性质', 65, 226, 22),
  line('品牌型号', 265, 226, 22),
];

async function found(shown: string): Promise<Record<string, unknown>> {
  const layout = layouts['vehicle-license-front'];
  const { page, engine } = fakePage(labels, () => shown);
  return Object.fromEntries((await lookAgain(fill(rowsOf(labels), layout), layout, page, engine)).values);
}

test('reads what always stands beside a label once more where nothing was found', async () => {
  expect(await found('肖瑶')).toMatchObject({ owner: '肖瑶' });
  expect(await found('非营运')).toMatchObject({ useCharacter: '非营运' });
});

test('takes only a word that can stand there', async () => {
  expect(await found('货运品牌')).not.toHaveProperty('useCharacter');
  expect(await found('')).not.toHaveProperty('owner');
});
