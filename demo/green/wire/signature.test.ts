import { describe, expect, test } from 'vitest';
import { contentMd5, hmacSha1, parseAuthorization, sameText, textToSign } from './signature.ts';

const common = {
  accept: 'application/json',
  'content-type': 'application/json',
  date: 'Thu, 15 Jan 2026 08:30:00 GMT',
  'x-acs-version': '2018-05-09',
  'x-acs-signature-nonce': '339497c2-d91f-4c17-a0a3-1192ee9e2202',
  'x-acs-signature-version': '1.0',
  'x-acs-signature-method': 'HMAC-SHA1',
};
const scanBody =
  '{"scenes":["ocr"],"extras":{"card":"bank-card"},"tasks":[{"dataId":"test_data_xxxx","url":"https://www.aliyundoc.com/test_image_xxxx.png"}]}';

function sign(path: string, query: [string, string][], body: string, headers: Record<string, string> = {}): string {
  const all = { ...common, 'content-md5': contentMd5(Buffer.from(body)), ...headers };
  return hmacSha1('testsecret', textToSign({ method: 'POST', path, query, headers: all }));
}

describe('the published signatures', () => {
  test('of asyncscan', () => {
    expect(contentMd5(Buffer.from(scanBody))).toBe('LTOVJTmtnE1SP2mV4eO+4Q==');
    expect(sign('/green/image/asyncscan', [], scanBody)).toBe('1Pj3XxqTK9VxAGdT8Hz4SmZE8cA=');
  });

  test('of asyncscan with a clientInfo query, raw in the text', () => {
    const query: [string, string][] = [['clientInfo', '{"ip":"127.0.0.1"}']];
    expect(sign('/green/image/asyncscan', query, scanBody)).toBe('EFGj9GEoX0yoS9aiqVVF4l1hMN8=');
  });

  test('of results with temporary credentials', () => {
    const body = '["img5A@k7a@B4q@6K@d9nfKgOs-1s****"]';
    const token = { 'x-acs-accesskey-id': 'STS.testid', 'x-acs-security-token': 'testtoken' };
    expect(contentMd5(Buffer.from(body))).toBe('jsjweHdvxPtswk/PosXAcg==');
    expect(sign('/green/image/results', [], body, token)).toBe('Nl5xJMiaoymy8lUoNaYnPT2lyM8=');
  });

  test('of the pieces', () => {
    expect(hmacSha1('accessKeySecret', 'stringtosign')).toBe('9/j11e+L9jW8mC9eUA23Wn3c0fs=');
    const headers = {
      accept: 'application/octet-stream',
      date: '2018-12-04T03:55:31Z',
      'x-acs-signature-version': '1.0',
      'x-acs-signature-method': 'HMAC-SHA1',
    };
    const text = textToSign({ method: 'GET', path: '/', query: [], headers });
    expect(hmacSha1('access_key_secret', text)).toBe('HKCpm41tJg6b3EYdtGMbNuwALZU=');
  });
});

test('reads an Authorization header and nothing that only looks like one', () => {
  expect(parseAuthorization('acs key:c2ln')).toEqual({ accessKeyId: 'key', signature: 'c2ln' });
  for (const header of ['', 'Bearer x', 'acs key', 'acs :sig', 'acs a b:sig', 'ACS key:sig']) {
    expect(parseAuthorization(header), header).toBeUndefined();
  }
});

test('compares texts of any length', () => {
  expect(sameText('abc', 'abc')).toBe(true);
  expect(sameText('abc', 'abd')).toBe(false);
  expect(sameText('abc', 'abcd')).toBe(false);
});
