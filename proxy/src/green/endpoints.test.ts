import { expect, test } from 'vitest';
import { parseEndpoint } from './endpoints.ts';

test.each([
  ['cn-shanghai', 'https://green.cn-shanghai.aliyuncs.com'],
  ['vpc:cn-beijing', 'https://green-vpc.cn-beijing.aliyuncs.com'],
  ['green.cn-beijing.aliyuncs.com', 'https://green.cn-beijing.aliyuncs.com'],
  ['https://green-vpc.cn-shanghai.aliyuncs.com/', 'https://green-vpc.cn-shanghai.aliyuncs.com'],
  ['http://127.0.0.1:5174', 'http://127.0.0.1:5174'],
])('reads %s as %s', (text, origin) => {
  expect(parseEndpoint(text)).toBe(origin);
});

test.each([
  'cn-shenzhen',
  'ap-southeast-1',
  'https://green.cn-shenzhen.aliyuncs.com',
  'ftp://green.cn-shanghai.aliyuncs.com',
  'https://user@example.test',
  'https://example.test/path',
  'https://',
  '',
])('refuses %j', (text) => {
  expect(parseEndpoint(text)).toBeUndefined();
});
