import { expect, test } from 'vitest';
import { ethnicGroupOf, ethnicGroups } from './ethnic-groups.ts';

test('GB/T 3304 has 56, and nothing stands twice', () => {
  expect(ethnicGroups.indexOf('基诺')).toBe(55);
  expect(new Set(ethnicGroups).size).toBe(ethnicGroups.length);
});

test.each([
  ['汉', '汉'],
  ['汉族', '汉族'],
  ['土家族', '土家族'],
  ['土', '土'],
  ['维吾尔族出生', '维吾尔族'],
  ['穿青人', '穿青人'],
  ['穿青人族', '穿青人族'],
  ['革家人', '革家人'],
  ['其他', '其他'],
  ['其 他', '其他'],
  ['未识别民族', '未识别民族'],
  ['外国血统中国籍人士', '外国血统中国籍人士'],
  ['乌克兰(入籍)', '乌克兰(入籍)'],
  ['俄罗斯入籍', '俄罗斯入籍'],
  ['张三', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  expect(ethnicGroupOf(text)).toBe(expected);
});
