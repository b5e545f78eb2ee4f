import { describe, expect, test } from 'vitest';
import type { OssRequest } from './request.ts';
import { proveV1 } from './signature-v1.ts';
import { proveV4 } from './signature-v4.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const emptySha = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const base: OssRequest = {
  method: 'GET',
  rawPath: '/test.txt',
  query: new URLSearchParams(),
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': emptySha,
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  bucket: 'examplebucket',
  key: 'test.txt',
  body: Buffer.alloc(0),
};

describe('signature version 4, the published examples', () => {
  test('GET with headers', () => {
    const proof = proveV4(base);
    expect(proof).toMatchObject({ kind: 'signed', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', at: Date.UTC(2013, 4, 24) });
    expect(proof.kind === 'signed' && proof.holds(secret)).toBe(true);
    expect(proof.kind === 'signed' && proof.holds(`${secret}x`)).toBe(false);
  });

  test('PUT with a body and a path that is percent-encoded', () => {
    const headers = {
      host: 'examplebucket.s3.amazonaws.com',
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    };
    const body = Buffer.from('Welcome to Amazon S3.');
    const request = { ...base, method: 'PUT', rawPath: '/test$file.text', headers, key: 'test$file.text', body };
    const proof = proveV4(request);
    expect(proof.kind === 'signed' && proof.holds(secret)).toBe(true);
    const other = proveV4({ ...request, body: Buffer.from('Farewell') });
    expect(other).toEqual({ kind: 'refused', code: 'XAmzContentSHA256Mismatch' });
    const uncovered = proveV4({ ...request, headers: { ...headers, 'x-amz-acl': 'public-read' } });
    expect(uncovered, 'an x-amz header outside the signature').toEqual({ kind: 'refused', code: 'AccessDenied' });
  });

  test('GET with everything in the query', () => {
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    });
    const proof = proveV4({ ...base, headers: { host: 'examplebucket.s3.amazonaws.com' }, query });
    expect(proof.kind === 'signed' && proof.holds(secret)).toBe(true);
    query.set('X-Amz-Expires', '86401');
    const longer = proveV4({ ...base, headers: { host: 'examplebucket.s3.amazonaws.com' }, query });
    expect(longer.kind === 'signed' && longer.holds(secret)).toBe(false);
  });
});

test('OSS version 1, the published example', () => {
  const headers = {
    host: 'oss-example.oss-cn-hangzhou.aliyuncs.com',
    date: 'Thu, 17 Nov 2005 18:49:58 GMT',
    'content-type': 'text/html',
    'content-md5': 'ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=',
    'x-oss-meta-author': 'foo@bar.com',
    'x-oss-magic': 'abracadabra',
    authorization: 'OSS 44CF9590006BF252F707:26NBxoKdsyly4EDv6inkoDft/yA=',
  };
  const request = { ...base, method: 'PUT', rawPath: '/nelson', headers, bucket: 'oss-example', key: 'nelson' };
  const proof = proveV1(request);
  expect(proof.kind === 'signed' && proof.holds('OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV')).toBe(true);
  const changed = proveV1({ ...request, headers: { ...headers, 'x-oss-magic': 'open' } });
  expect(changed.kind === 'signed' && changed.holds('OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV')).toBe(false);
});
