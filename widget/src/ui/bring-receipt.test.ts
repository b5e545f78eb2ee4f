import type { DoneScan } from '@scanfill/proxy/contract';
import { beforeEach, expect, test } from 'vitest';
import { bringReceipt } from './bring-receipt.ts';

const scan = { card: 'id-card-front', receipt: 'a.b.c' } satisfies Pick<DoneScan, 'card' | 'receipt'>;
const name = 'scanfill-receipt-id-card-front';
function page(html: string): readonly { readonly element: HTMLElement }[] {
  document.body.innerHTML = html;
  return [...document.querySelectorAll<HTMLElement>('[name=name]')].map((element) => ({ element }));
}
const submitted = (): [string, unknown][] => [...new FormData(document.querySelector('form') ?? undefined)];
beforeEach(() => document.body.replaceChildren());

test('a receipt is submitted beside the fields, once, and can be taken back', () => {
  const controls = page('<form><input name="name" value="A"></form>');
  const first = bringReceipt(controls, scan);
  first();
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

test('the page’s own hidden input takes it', () => {
  const takeBack = bringReceipt(page(`<form><input name="name"><input type="hidden" name="${name}"></form>`), scan);
  expect(submitted()[1]).toEqual([name, 'a.b.c']);
  takeBack();
  expect(submitted()[1]).toEqual([name, '']);
});

test('the form is found from outside of it and around a shadow tree', () => {
  bringReceipt(page('<form id="f"></form><input name="name" form="f">'), scan);
  expect(submitted().map(([each]) => each)).toEqual([name, 'name']);
  document.body.innerHTML = '<form><div></div></form>';
  const element = document.createElement('input');
  document.querySelector('div')?.attachShadow({ mode: 'open' }).append(element);
  bringReceipt([{}, { element }], scan);
  expect(submitted()).toEqual([[name, 'a.b.c']]);
});

test('without a receipt, or without a form, nothing is added', () => {
  bringReceipt(page('<form><input name="name"></form>'), { card: 'id-card-front' });
  expect(document.querySelectorAll('input')).toHaveLength(1);
  bringReceipt(page('<input name="name">'), scan);
  expect(document.querySelectorAll('input')).toHaveLength(1);
});
