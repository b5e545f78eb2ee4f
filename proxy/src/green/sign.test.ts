import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRoaClient } from '../testing/pop-core.ts';
import { hmacSha1, type SignInput, sign, stringToSign, urlOf } from './sign.ts';

const golden = {
  credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
  nonce: '339497c2-d91f-4c17-a0a3-1192ee9e2202',
  date: new Date('2026-01-15T08:30:00Z'),
};
const submission: SignInput = {
  ...golden,
  method: 'POST',
  path: '/green/image/asyncscan',
  body: '{"scenes":["ocr"],"extras":{"card":"bank-card"},"tasks":[{"dataId":"test_data_xxxx","url":"https://www.aliyundoc.com/test_image_xxxx.png"}]}',
};

describe('golden vectors', () => {
  test('signs a submission', () => {
    expect(sign(submission)).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'content-md5': 'LTOVJTmtnE1SP2mV4eO+4Q==',
      date: 'Thu, 15 Jan 2026 08:30:00 GMT',
      'x-acs-version': '2018-05-09',
      'x-acs-signature-nonce': '339497c2-d91f-4c17-a0a3-1192ee9e2202',
      'x-acs-signature-version': '1.0',
      'x-acs-signature-method': 'HMAC-SHA1',
      authorization: 'acs testid:1Pj3XxqTK9VxAGdT8Hz4SmZE8cA=',
    });
  });

  test('signs the raw value of a query and sends it percent-encoded', () => {
    const query = { clientInfo: '{"ip":"127.0.0.1"}' };
    expect(sign({ ...submission, query })).toMatchObject({ authorization: 'acs testid:EFGj9GEoX0yoS9aiqVVF4l1hMN8=' });
    expect(urlOf('/green/image/asyncscan', query)).toBe(
      '/green/image/asyncscan?clientInfo=%7B%22ip%22%3A%22127.0.0.1%22%7D',
    );
  });

  test('signs with a temporary key', () => {
    const credentials = { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', securityToken: 'testtoken' };
    const body = '["img5A@k7a@B4q@6K@d9nfKgOs-1s****"]';
    expect(sign({ ...golden, credentials, method: 'POST', path: '/green/image/results', body })).toMatchObject({
      'content-md5': 'jsjweHdvxPtswk/PosXAcg==',
      'x-acs-accesskey-id': 'STS.testid',
      'x-acs-security-token': 'testtoken',
      authorization: 'acs STS.testid:Nl5xJMiaoymy8lUoNaYnPT2lyM8=',
    });
  });

  test("agrees with Alibaba's own vectors for the pieces", () => {
    expect(hmacSha1('accessKeySecret', 'stringtosign')).toBe('9/j11e+L9jW8mC9eUA23Wn3c0fs=');
    const text = stringToSign(
      'GET',
      '/',
      {},
      {
        accept: 'application/octet-stream',
        date: '2018-12-04T03:55:31Z',
        'x-acs-signature-version': '1.0',
        'x-acs-signature-method': 'HMAC-SHA1',
      },
    );
    expect(text).toBe(
      'GET\napplication/octet-stream\n\n\n2018-12-04T03:55:31Z\nx-acs-signature-method:HMAC-SHA1\nx-acs-signature-version:1.0\n/',
    );
    expect(hmacSha1('access_key_secret', text)).toBe('HKCpm41tJg6b3EYdtGMbNuwALZU=');
  });
});

describe("Alibaba's own client as a peer", () => {
  type Seen = { url: string; headers: Record<string, string>; body: string };
  let seen: Seen | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      seen = { url: request.url ?? '', headers, body: Buffer.concat(chunks).toString('utf8') };
      response.setHeader('content-type', 'application/json');
      response.end('{"code":200}');
    });
  });
  let endpoint = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const word = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);
  test('gives the same signature for 300 random requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          accessKeyId: word,
          accessKeySecret: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
          securityToken: fc.option(word, { nil: undefined }),
          path: fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
          query: fc.dictionary(word, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), {
            maxKeys: 3,
            noNullPrototype: true,
          }),
          body: fc.json(),
        }),
        async ({ accessKeyId, accessKeySecret, securityToken, path, query, body }) => {
          const credentials = {
            accessKeyId,
            accessKeySecret,
            ...(securityToken === undefined ? {} : { securityToken }),
          };
          const client = createRoaClient({ endpoint, apiVersion: '2018-05-09', ...credentials });
          await client.request('POST', path, query, body, { 'content-type': 'application/json' });
          if (seen === undefined) throw new Error('the peer sent nothing');
          const nonce = seen.headers['x-acs-signature-nonce'] ?? '';
          const ours = sign({
            method: 'POST',
            path,
            query,
            body,
            credentials,
            nonce,
            date: new Date(seen.headers.date ?? ''),
          });
          expect(seen.headers).toMatchObject(ours);
          const sorted = (url: string) => [...new URL(url, endpoint).searchParams].sort();
          expect(sorted(seen.url)).toEqual(sorted(urlOf(path, query)));
        },
      ),
      { numRuns: 300 },
    );
  }, 30_000);
});
