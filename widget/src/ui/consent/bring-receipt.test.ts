import type { DoneScan } from '@scanfill/proxy/contract';
import { beforeEach, expect, test } from 'vitest';
import { bringReceipt } from './bring-receipt.ts';

const scan = { card: 'id-card-front', receipt: 'a.b.c' } satisfies Pick<DoneScan, 'card' | 'receipt'>;
const name = 'scanfill-receipt-id-card-front';
function page(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.querySelector('form') ?? document.body;
}
const submitted = (): [string, unknown][] => [...new FormData(document.querySelector('form') ?? undefined)];
beforeEach(() => document.body.replaceChildren());

test('a receipt is submitted beside the fields, once, and can be taken back', () => {
  const controls = page('<form><input name="name" value="A"></form>');
  const first = bringReceipt(controls, scan);
  expect(bringReceipt(controls, scan)).toBeUndefined();
  first?.();
  expect(submitted()).toEqual([['name', 'A']]);
  bringReceipt(controls, scan);
  bringReceipt(controls, { ...scan, receipt: 'd.e.f' });
  bringReceipt(controls, { ...scan, card: 'id-card-back' });
  expect(submitted()).toEqual([
    ['name', 'A'],
    [name, 'd.e.f'],
    ['scanfill-receipt-id-card-back', 'a.b.c'],
  ]);
});

test('a reset takes it with the fields', () => {
  bringReceipt(page('<form><input name="name"></form>'), scan);
  document.querySelector('form')?.reset();
  expect(submitted()).toEqual([['name', '']]);
});

test('the page’s own hidden input takes it', () => {
  const takeBack = bringReceipt(page(`<form><input name="name"><input type="hidden" name="${name}"></form>`), scan);
  expect(submitted()[1]).toEqual([name, 'a.b.c']);
  takeBack?.();
  expect(submitted()[1]).toEqual([name, '']);
});

test('the form is found around and in what is named', () => {
  page('<form><fieldset></fieldset></form>');
  bringReceipt(document.querySelector('fieldset') as HTMLElement, scan);
  expect(submitted()).toEqual([[name, 'a.b.c']]);
  page('<form></form>');
  bringReceipt(document.body, scan);
  expect(submitted()).toEqual([[name, 'a.b.c']]);
});

test('without a receipt nothing is added', () => {
  bringReceipt(page('<form><input name="name"></form>'), { card: 'id-card-front' });
  expect(document.querySelectorAll('input')).toHaveLength(1);
});
