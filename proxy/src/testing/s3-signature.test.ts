import { expect, test } from 'vitest';
import { s3Refusal } from './s3-signature.ts';

// The examples of Amazon's own pages, "Signature Calculations for the Authorization Header" and "… Using Query
// Parameters".
const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const nowMs = Date.UTC(2013, 4, 24);
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const host = 'examplebucket.s3.amazonaws.com';
const authorization = (names: string, signature: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${names},Signature=${signature}`;
const get = {
  method: 'GET',
  target: '/test.txt',
  headers: {
    host,
    range: 'bytes=0-9',
    'x-amz-content-sha256': empty,
    'x-amz-date': '20130524T000000Z',
    authorization: authorization(
      'host;range;x-amz-content-sha256;x-amz-date',
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ),
  },
};
const presigned = {
  method: 'GET',
  target:
    '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  headers: { host },
};

test('takes Amazon’s own examples', () => {
  expect(s3Refusal(get, keys, nowMs)).toBeUndefined();
  expect(s3Refusal(presigned, keys, nowMs)).toBeUndefined();
  const list = {
    ...get,
    target: '/?max-keys=2&prefix=J',
    headers: {
      ...get.headers,
      authorization: authorization(
        'host;x-amz-content-sha256;x-amz-date',
        '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      ),
    },
  };
  expect(s3Refusal(list, keys, nowMs)).toBeUndefined();
});

test.each([
  ['another path', { ...get, target: '/other.txt' }, nowMs, 'SignatureDoesNotMatch'],
  ['another header', { ...get, headers: { ...get.headers, range: 'bytes=0-99' } }, nowMs, 'SignatureDoesNotMatch'],
  ['an old date', get, nowMs + 16 * 60_000, 'RequestTimeTooSkewed'],
  ['an expired address', presigned, nowMs + 86_400_001, 'AccessDenied'],
  ['another method', { ...presigned, method: 'PUT' }, nowMs, 'SignatureDoesNotMatch'],
  ['no signature', { ...get, headers: { host } }, nowMs, 'AccessDenied'],
])('refuses %s', (_, request, now, code) => {
  expect(s3Refusal(request, keys, now)).toBe(code);
});
