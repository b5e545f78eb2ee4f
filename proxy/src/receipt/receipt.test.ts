import { createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CardName, cardNames } from '../contract/cards.ts';
import { cardSpec, normaliseValue } from '../contract/normalise.ts';
import type { DoneScan } from '../contract/scan.ts';
import { createView } from '../http/scan-view.ts';
import type { Job, Phase } from '../jobs/job.ts';
import { printedFields } from './claims.ts';
import { ReceiptError, type ReceiptErrorCode } from './receipt-error.ts';
import { readPrivateKey, readPublicKey, receiptKeysOf } from './receipt-keys.ts';
import { createMemoryUses, createRedisUses } from './receipt-uses.ts';
import { type ReceiptCheck, verifyReceipt } from './verify-receipt.ts';
import { createReceiptWriter } from './write-receipt.ts';

const doneAtMs = Date.parse('2026-11-30T09:30:00.250Z');
const audience = 'https://kyc.example/scanfill';
const secret = 'f0a5c1de7b3948268d90b1e5c73af462';
const keysOf = (...secrets: string[]) => receiptKeysOf({ own: undefined, previous: undefined, secrets });
const keys = keysOf(secret);
const raw = {
  name: '张 三',
  nationality: '汉',
  number: '11010519491231002X',
  birth: '1949年12月31日',
  address: '北京市',
};

function jobOf(card: CardName, wire: object, more: Partial<Extract<Phase, { state: 'done' }>> = {}): Job {
  const phase: Phase = { state: 'done', endedAtMs: doneAtMs, recognised: true, raw: { ...wire }, ...more };
  return {
    id: 'c22xndDAQR1q4_wneygejg',
    card,
    subject: 'visitor-1',
    createdAtMs: doneAtMs - 4_000,
    attempts: 1,
    imageDigest: 'x'.repeat(43),
    phase,
  };
}
const scanOf = (job: Job, by = keys, to = audience) =>
  createView(createReceiptWriter({ keys: by, audience: to }))(job) as DoneScan;
const receiptOf = (job: Job, by = keys, to = audience): string => scanOf(job, by, to).receipt ?? '';
const front = receiptOf(jobOf('id-card-front', raw));

const base = { keys: keys.jwks, audience, subject: 'visitor-1', now: doneAtMs + 60_000 } satisfies ReceiptCheck;
const verified = (check: Partial<ReceiptCheck> = {}, receipt: unknown = front) =>
  verifyReceipt(receipt, { ...base, ...check });
const form = { name: '张 三', nationality: '汉', number: '11010519491231002X', birth: '1949-12-31', address: '北京市' };

async function codeOf(outcome: Promise<unknown>): Promise<ReceiptErrorCode | undefined> {
  const error = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return undefined;
  expect(error).toBeInstanceOf(ReceiptError);
  return (error as ReceiptError).code;
}
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (receipt: string): readonly Record<string, unknown>[] =>
  receipt
    .split('.')
    .slice(0, 2)
    .map((each) => JSON.parse(Buffer.from(each, 'base64url').toString()));
const [header = {}, claims = {}] = partsOf(front);

/** Signed by the service's own key, whatever it says. */
function signed(head: object, body: object, key = keys.key): string {
  const text = `${part(head)}.${part(body)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

describe('a receipt', () => {
  test('tells of the scan, and of nothing that was read', async () => {
    expect(header).toEqual({ alg: 'EdDSA', typ: 'scanfill-receipt+jwt', kid: keys.jwks.keys[0]?.kid });
    expect(Object.keys(claims.fields as object)).toEqual(['name', 'nationality', 'number', 'birth', 'address']);
    const text = Buffer.from(front.split('.')[1] ?? '', 'base64url').toString();
    for (const value of ['张', '汉', '110105', '1949', '北京']) expect(text).not.toContain(value);
    const { scan, card, changed, missing } = await verified({ fields: form, card: 'id-card-front' });
    expect(scan).toEqual({
      id: 'c22xndDAQR1q4_wneygejg',
      card: 'id-card-front',
      asked: 'id-card-front',
      subject: 'visitor-1',
      createdAt: '2026-11-30T09:29:56.250Z',
      doneAt: '2026-11-30T09:30:00.250Z',
      recognised: true,
      read: ['name', 'nationality', 'number', 'birth', 'address'],
      warnings: [],
      imageDigest: 'x'.repeat(43),
      consent: undefined,
    });
    expect([card, changed, missing]).toEqual(['id-card-front', [], []]);
  });

  test('is the same whenever its scan is looked at; two scans of the same card share no digest', () => {
    expect(receiptOf(jobOf('id-card-front', raw))).toBe(front);
    const [, other = {}] = partsOf(receiptOf({ ...jobOf('id-card-front', raw), id: 'another-scan' }));
    const digests = Object.values(claims.fields as object);
    for (const digest of Object.values(other.fields as object)) expect(digests).not.toContain(digest);
  });

  test('carries what the person has consented to', async () => {
    const consent = { version: 'privacy-3', atMs: doneAtMs - 9_500 };
    const receipt = receiptOf({ ...jobOf('id-card-front', raw), consent });
    const { scan } = await verified({}, receipt);
    expect(scan.consent).toEqual({ version: 'privacy-3', at: '2026-11-30T09:29:50.750Z' });
    expect(claims).not.toHaveProperty('consent');
    expect(await codeOf(verified({}, signed(header, { ...claims, consent: { version: '', at: 1 } })))).toBe(
      'malformed',
    );
  });

  test('carries the warnings', async () => {
    const back = receiptOf(
      jobOf('id-card-back', { authority: '某局', startDate: '2001-01-01', endDate: '2011-01-01' }),
    );
    expect((await verified({}, back)).scan.warnings).toEqual([{ code: 'expired', field: 'endDate' }]);
  });

  test('is not given where the result came by a notification that nobody verified', () => {
    expect(scanOf(jobOf('id-card-front', raw, { unverified: true }))).not.toHaveProperty('receipt');
  });
});

describe('the values of a form', () => {
  test.each([
    ['as they were read', form, [], []],
    ['another name', { ...form, name: '李四' }, ['name'], []],
    ['an emptied one, and one left out', { ...form, name: ' ', birth: undefined }, [], ['name', 'birth']],
    [
      'other spellings of the same',
      { ...form, birth: '1949/12/31', address: ' 北京市\r\n', name: '张\u3000三' },
      [],
      [],
    ],
    ['what is no value of its field', { ...form, birth: 'yesterday', name: ['张 三', '李四'] }, ['name', 'birth'], []],
    ['what is no field of the card', { ...form, phone: '13800000000', angle: 90 }, [], []],
    ['nothing inherited', Object.create(form) as object, [], Object.keys(form)],
  ])('%s', async (_what, fields, changed, missing) => {
    const found = await verified({ fields: fields as Record<string, unknown> });
    expect([found.changed, found.missing]).toEqual([changed, missing]);
  });

  test('count as changed where nothing was read in their place', async () => {
    const { name: _, ...unread } = raw;
    const receipt = receiptOf(jobOf('id-card-front', unread));
    expect((await verified({ fields: form }, receipt)).changed).toEqual(['name']);
  });

  test('of every type are found as they were read, as values and as the words of a form', async () => {
    const wire: Record<string, unknown> = {
      plateNum: '京A12345',
      approvedPassengerCapacity: '5人',
      overallDimension: '4945x1845x1480mm',
    };
    const scan = scanOf(jobOf('vehicle-license-back', wire));
    expect(Object.keys(scan.fields)).toContain('overallDimension');
    const typed = await verified({ fields: { ...scan.fields } }, scan.receipt);
    expect([typed.changed, typed.missing]).toEqual([[], []]);
    const words = { plateNum: '京A12345', approvedPassengerCapacity: '5', overallDimension: '4945×1845×1480' };
    const spelt = await verified({ fields: words }, scan.receipt);
    expect(spelt.changed).toEqual([]);
  });

  test('that are normalised already stay what they are, in every field of every card', () => {
    const today = '2026-11-30';
    for (const card of cardNames)
      for (const [, field] of printedFields(card))
        fc.assert(
          fc.property(fc.oneof(fc.string(), fc.integer(), fc.date({ noInvalidDate: true }).map(String)), (value) => {
            const once = normaliseValue(field, value, today);
            if (once !== undefined && once !== '') expect(normaliseValue(field, once, today)).toEqual(once);
          }),
          { numRuns: 30 },
        );
    expect(Object.keys(cardSpec('id-card-front').fields)).toContain('angle');
  });
});

describe('a receipt is refused that', () => {
  test.each<[string, ReceiptErrorCode, Partial<ReceiptCheck>, unknown?]>([
    ['is none', 'malformed', {}, undefined],
    ['is some text', 'malformed', {}, 'a.b.c'],
    ['is endless', 'malformed', {}, `${front}${'x'.repeat(40_000)}`],
    ['is for another audience', 'audience', { audience: 'https://other.example' }],
    ['is a stranger’s', 'subject', { subject: 'visitor-2' }],
    ['stands in the place of another card’s', 'card', { card: 'id-card-back' }],
    ['is old', 'stale', { now: doneAtMs + 3_600_001 }],
    ['is older than this form takes', 'stale', { maxAge: 59 }],
    ['comes before its time', 'early', { now: doneAtMs - 61_000 }],
    ['was signed by another service', 'key-unknown', {}, receiptOf(jobOf('id-card-front', raw), keysOf('other'))],
    ['names no key', 'key-unknown', {}, signed({ ...header, kid: undefined }, claims)],
    [
      'was changed',
      'signature',
      {},
      [part(header), part({ ...claims, sub: 'visitor-2' }), front.split('.')[2]].join('.'),
    ],
    ['is unsigned', 'malformed', {}, `${part({ ...header, alg: 'none' })}.${part(claims)}.`],
    ['is another token of the same key', 'malformed', {}, signed({ ...header, typ: 'JWT' }, claims)],
    ['lacks a claim', 'malformed', {}, signed(header, { ...claims, salt: undefined })],
  ])('%s', async (_what, code, check, receipt = front) => {
    const asked = _what === 'is none' ? undefined : receipt;
    expect(await codeOf(verifyReceipt(asked, { ...base, ...check }))).toBe(code);
  });

  test('is signed with the public key as if that were a shared secret', async () => {
    const [jwk] = keys.jwks.keys;
    const text = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
    const forged = [jwk?.x ?? '', JSON.stringify(jwk)].map(
      (key) => `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`,
    );
    for (const each of forged) expect(await codeOf(verified({}, each))).toBe('malformed');
    const oct = { kty: 'oct', k: jwk?.x, kid: jwk?.kid };
    expect(await codeOf(verified({ keys: { keys: [oct] } }))).toBe('key-unknown');
  });

  test('and its refusal tells nothing of it', async () => {
    const error = await verified({ subject: 'visitor-2' }).catch((reason: unknown) => reason);
    const { message, stack } = error as Error;
    expect(`${message} ${stack}`).not.toMatch(/visitor-1|c22xnd/);
  });

  test('nobody asks about without saying whose it is and for whom', async () => {
    for (const wrong of [{ subject: undefined }, { subject: '' }, { audience: undefined }, { maxAge: 0 }])
      await expect(verifyReceipt(front, { ...base, ...wrong } as ReceiptCheck)).rejects.toBeInstanceOf(TypeError);
  });
});

describe('use', () => {
  test('is single, and comes when the host says so: a corrected form may be sent again', async () => {
    const uses = createMemoryUses(() => doneAtMs + 60_000);
    const refused = await verified({ uses, fields: { ...form, name: '李四' } });
    expect(refused.changed).toEqual(['name']);
    const accepted = await verified({ uses, fields: form });
    await accepted.consume();
    expect(await codeOf(refused.consume())).toBe('used');
    expect(await codeOf((await verified({ uses })).consume())).toBe('used');
  });

  test('of many at once is one', async () => {
    const uses = createMemoryUses(() => doneAtMs + 60_000);
    const all = await Promise.all(Array.from({ length: 20 }, () => verified({ uses })));
    const codes = await Promise.all(all.map(({ consume }) => codeOf(consume())));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  });

  test('is remembered until the receipt is stale, in a Redis of the host’s as well', async () => {
    let now = 1_000;
    const memory = createMemoryUses(() => now);
    expect([await memory.use('a', 5_000), await memory.use('a', 5_000)]).toEqual([true, false]);
    now = 5_000;
    expect(await memory.use('a', 9_000)).toBe(true);
    const said: unknown[][] = [];
    const redis = { set: async (...words: unknown[]) => (said.push(words) === 1 ? ('OK' as const) : null) };
    const uses = createRedisUses(redis, { now: () => now });
    expect([await uses.use('a', 65_000), await uses.use('a', 65_000)]).toEqual([true, false]);
    expect(said[0]).toEqual(['scanfill-receipt:a', '1', 'PX', 60_000, 'NX']);
  });
});

describe('keys', () => {
  test('follow from each of the store’s secrets, and are rotated with them', async () => {
    const rotated = keysOf('1204072a80809fa8e30da2e60ea1deb8', secret);
    expect(rotated.jwks.keys).toHaveLength(2);
    expect(rotated.jwks.keys[1]).toEqual(keys.jwks.keys[0]);
    expect(await codeOf(verified({ keys: rotated.jwks }))).toBeUndefined();
    expect(await codeOf(verified({ keys: rotated.jwks }, receiptOf(jobOf('id-card-front', raw), rotated)))).toBe(
      undefined,
    );
    expect(JSON.stringify(rotated.jwks)).not.toMatch(/"d"/);
  });

  test('of one’s own are PEM or JWK; the former one is published by its public half', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
    const own = receiptKeysOf({ own: readPrivateKey(pem), previous: undefined, secrets: [secret] });
    expect(readPrivateKey(jwk).equals(createPrivateKey(pem))).toBe(true);
    expect(own.jwks.keys).toHaveLength(1);
    expect(own.kid).not.toBe(keys.kid);
    const next = receiptKeysOf({
      own: readPrivateKey(
        generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      ),
      previous: readPublicKey(publicKey.export({ format: 'pem', type: 'spki' }).toString()),
      secrets: [],
    });
    expect(await codeOf(verified({ keys: next.jwks }, receiptOf(jobOf('id-card-front', raw), own)))).toBeUndefined();
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
    expect(() => readPrivateKey(rsa.export({ format: 'pem', type: 'pkcs8' }).toString())).toThrow('rsa');
    expect(() => readPrivateKey('secret')).toThrow('neither PEM nor a JWK');
  });

  test('may be found by a function', async () => {
    const find = async (kid: string) => keys.jwks.keys.find((each) => each.kid === kid);
    expect(await codeOf(verified({ keys: find }))).toBeUndefined();
    expect(await codeOf(verified({ keys: () => undefined }))).toBe('key-unknown');
  });

  describe('at an address', () => {
    let served = 0;
    const server = createServer((_request, response) => {
      served++;
      response.setHeader('Content-Type', 'application/jwk-set+json').end(JSON.stringify(keys.jwks));
    });
    beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
    afterAll(() => new Promise((resolve) => server.close(resolve)));
    const address = (path = '') => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;

    test('are fetched once, also while strangers’ kids are asked for', async () => {
      const foreign = receiptOf(jobOf('id-card-front', raw), keysOf('other'));
      for (const receipt of [front, front, foreign, foreign, front])
        await verified({ keys: address() }, receipt).catch(() => undefined);
      expect(served).toBe(1);
    });

    test('that cannot be had are told as that; one that anybody may answer for is not asked', async () => {
      expect(await codeOf(verified({ keys: 'http://127.0.0.1:1/keys' }))).toBe('keys-unavailable');
      await expect(verified({ keys: 'http://kyc.example/keys' })).rejects.toThrow(/https/);
    });
  });
});
