import { expect, test } from 'vitest';
import type { Failure } from '../core/flow/flow-state.ts';
import { en } from './en.ts';
import { foreignText } from './foreign-text.ts';
import { speechOf } from './speak.ts';

const desk = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0)', maxTouchPoints: 0 };
const iphone = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)', maxTouchPoints: 5 };
const ipad = { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', maxTouchPoints: 5 };
const android = { userAgent: 'Mozilla/5.0 (Linux; Android 14)', maxTouchPoints: 5 };
const textOf = (failure: Partial<Failure>, agent = desk) =>
  foreignText({ code: 'image-format', retry: 'photo', params: {}, ...failure }, speechOf(en), agent);

test('every foreign format is named or told apart, with no place left open', () => {
  const formats =
    'heic avif tiff jxl jp2 psd icon raw svg pdf word excel powerpoint document archive video html xml text';
  for (const format of formats.split(' ')) expect(textOf({ params: { format } }), format).not.toMatch(/[{}]/);
  expect(textOf({ params: { format: 'jxl' } })).toContain('JPEG XL');
  expect(textOf({ params: { format: 'word' } })).toContain('Word');
});

test('what has no name, or is no matter of formats, is left to the general words', () => {
  for (const params of [{}, { format: 'unknown' }, { format: 'audio' }, { limit: 3, actual: 4 }])
    expect(textOf({ params })).toBeUndefined();
});

test('what to do about a HEIC is said for the very device', () => {
  const params = { format: 'heic' };
  expect(textOf({ params })).toContain('save it as JPEG');
  for (const agent of [iphone, ipad]) expect(textOf({ params }, agent)).toContain('Settings › Camera › Formats');
  expect(textOf({ params }, android)).toContain('camera app');
});

test('what is wrong with a file that might have been opened comes before its format', () => {
  const params = { format: 'pdf', limit: 40, actual: 1_200 };
  expect(textOf({ params, why: 'locked' })).toContain('password');
  expect(textOf({ params, why: 'pages' })).toContain('1,200 pages; the limit is 40');
  expect(textOf({ params, why: 'slow' })).toContain('too long');
});
