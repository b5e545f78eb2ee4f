import { createHmac } from 'node:crypto';
import { cardNames } from '@scanfill/proxy/contract';
import { makePicture } from '../harness/pictures.ts';
import { canary } from './canary.ts';
import type { Draw } from './draw.ts';
import { drawHandoffRequest, type HandoffWorld } from './handoff-requests.ts';

/** What is fuzzed. */
export const kinds = [
  'token',
  'header',
  'id',
  'body',
  'image',
  'callback',
  'link',
  'path',
  'wire',
  'handoff',
  'honest',
] as const;
export type Kind = (typeof kinds)[number];

/** A request with what Node's client can send, or the very bytes for the wire. */
export type FuzzedRequest = { readonly kind: Kind } & (
  | {
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: Buffer;
    }
  | { readonly bytes: Buffer }
);

/** What is known so far, to build on. */
export type FuzzWorld = {
  readonly ids: readonly string[];
  readonly callbacks: readonly string[];
} & HandoffWorld;

const shares: readonly (readonly [Kind, number])[] = [
  ['token', 0.2],
  ['header', 0.15],
  ['id', 0.1],
  ['body', 0.12],
  ['image', 0.15],
  ['callback', 0.08],
  ['link', 0.03],
  ['path', 0.04],
  ['wire', 0.04],
  ['handoff', 0.06],
  ['honest', 0.03],
];

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const odd = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  'null',
  'undefined',
  'NaN',
  '[]',
  '{}',
  '%00',
  '%2e%2e%2f',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>',
  '{{7*7}}',
  '\u00ff',
  'a'.repeat(300),
  '__proto__',
  'constructor',
  '=',
  ',,,',
  '*',
  '"',
  canary,
] as const;

/** The next request. */
export function drawRequest(draw: Draw, world: FuzzWorld, index: number): FuzzedRequest {
  let left = draw.share();
  const kind = shares.find(([, share]) => {
    left -= share;
    return left < 0;
  })?.[0];
  return makers[kind ?? 'honest'](draw, world, index);
}

const makers: Readonly<Record<Kind, (draw: Draw, world: FuzzWorld, index: number) => FuzzedRequest>> = {
  token(draw, world) {
    const [method, path] = draw.pick([
      ['GET', `/v1/scans/${canary}`],
      ['GET', `/v1/scans?ids=${canary}`],
      ['DELETE', `/v1/scans/${draw.pick(['x', ...world.ids])}`],
      ['POST', '/v1/scans?card=passport'],
    ] as const);
    return {
      kind: 'token',
      method,
      path,
      headers: { authorization: oddToken(draw, world), 'content-type': 'image/png' },
    };
  },

  header(draw, world, index) {
    const value = (): string => draw.pick(odd).replace(/[^\x20-\x7e\u00ff]/g, '');
    const some: Readonly<Record<string, () => string>> = {
      prefer: () =>
        draw.pick(['wait=0', 'wait=0.001', 'wait=-5', 'wait=99999999999', 'wait=1;wait=0', 'respond-async', value()]),
      'idempotency-key': () => draw.pick([`${canary} ${draw.below(50)}`, 'k'.repeat(draw.below(400)), value()]),
      'content-type': () =>
        draw.pick([
          'image/png',
          'image/*',
          'text/html',
          'multipart/form-data; boundary=x',
          'application/json',
          value(),
        ]),
      'content-encoding': () => draw.pick(['gzip', 'br', 'identity', 'identity, gzip', value()]),
      origin: () => draw.pick(['null', 'https://evil.example', `https://${canary}.example`, value()]),
      host: () => draw.pick(['evil.example', '127.0.0.1', 'localhost:1', value()]),
      cookie: () => `session=${canary}`,
      range: () => 'bytes=0-1,5-2,-9',
      'x-forwarded-for': () => draw.pick(['127.0.0.1', '8.8.8.8, 10.0.0.1', value()]),
      'x-forwarded-host': value,
      'x-http-method-override': () => 'DELETE',
      'sec-fetch-mode': () => draw.pick(['navigate', 'no-cors', 'cors', value()]),
      'access-control-request-method': () => draw.pick(['POST', 'TRACE', value()]),
      'if-none-match': value,
      accept: () => draw.pick(['text/html', 'application/json;q=0', value()]),
      [`x-${canary.toLowerCase()}`]: value,
    };
    const names = Object.keys(some).filter(() => draw.chance(0.35));
    const headers = Object.fromEntries(names.map((name) => [name, some[name]?.() ?? '']));
    const posts = draw.chance(0.3);
    return {
      kind: 'header',
      method: posts ? 'POST' : draw.pick(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'PATCH']),
      path: posts
        ? `/v1/scans?card=${draw.pick(cardNames)}`
        : draw.pick([`/v1/scans/${draw.pick(['none', ...world.ids])}`, '/openapi.json', '/healthz']),
      headers: { authorization: `Bearer ${world.token()}`, ...headers },
      ...(posts ? { body: draw.chance(0.5) ? draw.bytes(40) : makePicture(world.seed, index).bytes() } : {}),
    };
  },

  id(draw, world) {
    const one = (): string =>
      draw.pick([
        () => encodeURIComponent(draw.pick(odd)),
        () => draw.bytes(16).toString('base64url'),
        () => draw.pick(['x', ...world.ids]),
        () => `${draw.pick(['x', ...world.ids])}${draw.pick(['%00', '%0a', '/', '%2f..', '.json', ';x=1'])}`,
        () => '%ff%fe',
        () => '%E0%80%80',
        () => '.'.repeat(draw.below(3_000)),
      ])();
    const headers = { authorization: `Bearer ${world.token()}`, ...(draw.chance(0.2) ? { prefer: 'wait=0.01' } : {}) };
    const method = draw.pick(['GET', 'GET', 'HEAD', 'DELETE'] as const);
    if (draw.chance(0.4)) {
      const list = Array.from({ length: draw.below(130) }, one)
        .join(',')
        .slice(0, 12_000);
      const query = draw.pick([
        `ids=${list}`,
        `ids=${list}&ids=${one()}`,
        `ids[]=${one()}`,
        `ids[a]=${one()}`,
        `${one()}=${one()}`,
      ]);
      return { kind: 'id', method: 'GET', path: `/v1/scans?${query}`, headers };
    }
    if (draw.chance(0.2)) {
      const card = draw.pick([draw.pick(cardNames), encodeURIComponent(draw.pick(odd))]);
      return { kind: 'id', method: 'POST', path: `/v1/scans/${one()}/recast?card=${card}`, headers };
    }
    return { kind: 'id', method, path: `/v1/scans/${one()}`, headers };
  },

  body(draw, world) {
    const body = draw.pick([
      () => Buffer.alloc(0),
      () => draw.bytes(1 + draw.below(600)),
      () => Buffer.from(JSON.stringify({ image: canary, url: 'http://169.254.169.254/' })),
      () => Buffer.from(`--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${canary}\r\n--x--`),
      () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><!--${canary}--></svg>`),
      () => Buffer.from(`%PDF-1.7 ${canary}`),
      () => Buffer.alloc(40_000, 0x20),
      () => Buffer.concat([Buffer.from('MZ'), draw.bytes(300)]),
    ])();
    const card = draw.pick([...cardNames, ...cardNames, '', canary, 'passport&card=bank-card', '__proto__']);
    return {
      kind: 'body',
      method: 'POST',
      path: `/v1/scans?card=${encodeURIComponent(card).replace('%26', '&').replace('%3D', '=')}`,
      headers: { authorization: `Bearer ${world.token()}`, 'content-type': 'image/jpeg' },
      body,
    };
  },

  image(draw, world, index) {
    const whole = draw.pick([() => makePicture(world.seed, index).bytes(), () => shell(draw)])();
    const body = Buffer.concat([whole, Buffer.from(canary)]);
    const changes = 1 + draw.below(12);
    for (let change = 0; change < changes; change += 1) {
      // Most of what an inspector looks at stands in front.
      const at = draw.below(draw.chance(0.7) ? Math.min(64, body.length) : body.length);
      body[at] = draw.pick([0, 0xff, 0x7f, 0x80, draw.below(256)]);
    }
    return {
      kind: 'image',
      method: 'POST',
      path: `/v1/scans?card=${draw.pick(cardNames)}`,
      headers: { authorization: `Bearer ${world.token()}`, 'content-type': 'image/png' },
      body: draw.chance(0.3) ? body.subarray(0, draw.below(body.length)) : body,
    };
  },

  callback(draw, world) {
    const known = world.callbacks.map((url) => new URL(url).pathname);
    const path = draw.pick([
      `/v1/callbacks/${draw.bytes(16).toString('base64url')}`,
      `/v1/callbacks/${canary}`,
      ...known.slice(-20),
    ]);
    const content = draw.pick([
      () =>
        JSON.stringify({
          code: 200,
          dataId: draw.pick(['x', ...world.ids]),
          taskId: 'img-1',
          results: [{ scene: 'ocr', idCardInfo: { name: canary } }],
        }),
      () => `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
      () => canary,
      () => '\u0000\u202e',
      () => JSON.stringify([null, 1, 'x', { code: '200' }, { dataId: {}, taskId: [] }]),
    ])();
    const checksum = draw.pick([
      '',
      canary,
      'f'.repeat(64),
      createHmac('sha256', canary).update(content).digest('hex'),
    ]);
    const form = new URLSearchParams({ checksum, content }).toString();
    return {
      kind: 'callback',
      method: draw.chance(0.9) ? 'POST' : 'GET',
      path,
      headers: { 'content-type': draw.pick(['application/x-www-form-urlencoded', 'application/json', 'text/plain']) },
      body: Buffer.from(draw.pick([form, content, `${form}&${form}`, `content=${'x'.repeat(2_000)}`, ''])),
    };
  },

  link(draw, world) {
    const id = draw.pick(['x', ...world.ids]);
    const token = draw.pick([
      id,
      `${id}${draw.bytes(16).toString('base64url')}`,
      canary,
      encodeURIComponent(draw.pick(odd)),
      'a'.repeat(500),
    ]);
    return { kind: 'link', method: draw.pick(['GET', 'HEAD', 'POST']), path: `/i/${token}`, headers: {} };
  },

  path(draw) {
    const path = draw.pick([
      '/',
      '//',
      '/v1',
      '/v1/',
      '/v2/scans',
      '/metrics',
      '/reconcile',
      '/epoch/confirm',
      '/sessions/revoke',
      '/%',
      '/%zz',
      '/?%',
      '/v1/scans/a/b',
      '/.well-known/x',
      '/openapi.json?x',
      '/healthz/',
      `/${canary}`,
      `/v1/${'a/'.repeat(400)}`,
      '/V1/SCANS',
      '/v1/scans;a',
      '/\\..\\x',
    ]);
    return {
      kind: 'path',
      method: draw.pick(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND']),
      path,
      headers: {},
    };
  },

  wire(draw, world) {
    const head = `Host: x\r\nAuthorization: Bearer ${world.token()}\r\nContent-Type: image/png\r\n`;
    const post = `POST /v1/scans?card=passport HTTP/1.1\r\n${head}`;
    const text = draw.pick([
      `GET / HTTP/9.9\r\n\r\n`,
      `${canary}\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(300)}\r\n`,
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: a\u0000b\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: ${canary}\r\n\r\n`,
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x`,
      `${post}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      `${post}Transfer-Encoding: chunked\r\n\r\n${'1\r\nA\r\n'.repeat(200)}zz\r\n`,
      `${post}Content-Length: 100\r\n\r\n${canary}`,
      `${post}Content-Length: -1\r\n\r\n`,
      `${post}Content-Length: 99999999999999\r\n\r\nx`,
      `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`,
      '\u0016\u0003\u0001\u0002\u0000\u0001',
    ]);
    const bytes = Buffer.from(text, 'latin1');
    if (draw.chance(0.3)) bytes[draw.below(bytes.length)] = draw.below(256);
    return { kind: 'wire', bytes };
  },

  handoff: drawHandoffRequest,

  honest: (draw, world, index) => ({
    kind: 'honest',
    method: 'POST',
    path: `/v1/scans?card=${draw.pick(cardNames)}`,
    headers: { authorization: `Bearer ${world.token()}`, 'content-type': 'image/png' },
    body: Buffer.concat([makePicture(world.seed, index).bytes(), Buffer.from(canary)]),
  }),
};

/** The front of an image of each kind, with numbers as they come. */
function shell(draw: Draw): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32LE(draw.pick([0, 1, 300, 30_001, 0xffffffff]), 0);
  size.writeUInt32LE(draw.pick([0, 1, 300, 30_001, 0xffffffff]), 4);
  const front = draw.pick([
    'GIF89a',
    'RIFF\u0010\u0000\u0000\u0000WEBPVP8X',
    'RIFF\u0010\u0000\u0000\u0000WEBPVP8L',
    'BM',
    '\u00ff\u00d8\u00ff\u00e1\u0000\u0020Exif\u0000\u0000',
    '\u00ff\u00d8\u00ff\u00c0',
  ]);
  return Buffer.concat([Buffer.from(front, 'latin1'), size, draw.bytes(draw.below(400))]);
}

function oddToken(draw: Draw, world: FuzzWorld): string {
  const good = world.token();
  const [, payload = '', signature = ''] = good.split('.');
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const claims = {
    sub: canary,
    jti: canary,
    iss: 'scanfill',
    aud: 'scanfill-proxy',
    iat: nowSeconds,
    exp: nowSeconds + 60,
  };
  const signed = (header: object, key: string): string => {
    const text = `${base64url(header)}.${base64url(claims)}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const typ = 'scanfill-session+jwt';
  const at = draw.below(good.length);
  return draw.pick<() => string>([
    () => '',
    () => 'Bearer',
    () => `Basic ${Buffer.from(`${canary}:x`).toString('base64')}`,
    () => `Bearer ${canary}`,
    () => `Bearer ${'a.'.repeat(2_000)}`,
    () => `Bearer ${good.slice(0, at)}${draw.pick(['A', '_', '.', '='])}${good.slice(at + 1)}`,
    () => `Bearer ${good.slice(0, at)}`,
    () => `Bearer ${base64url({ alg: 'none', typ })}.${payload}.`,
    () => `Bearer ${base64url({ alg: 'none', typ })}.${payload}.${signature}`,
    () => `Bearer ${base64url({ alg: 'EdDSA', typ, kid: canary })}.${payload}.${signature}`,
    () => `Bearer ${base64url({ alg: 'HS256', typ, kid: '../../dev/null' })}.${payload}.${signature}`,
    () =>
      `Bearer ${base64url({ alg: 'HS256', typ, jku: 'http://169.254.169.254/', jwk: { kty: 'oct', k: 'AA' } })}.${payload}.${signature}`,
    () => `Bearer ${base64url({ alg: 'HS256', typ, crit: ['x'], x: 1 })}.${payload}.${signature}`,
    () => `Bearer ${signed({ alg: 'HS256', typ }, '')}`,
    () => `Bearer ${signed({ alg: 'HS256', typ }, canary)}`,
    () => `Bearer ${signed({ alg: 'HS512', typ }, canary)}`,
    () => `Bearer ${base64url('x'.repeat(3_000))}.${base64url([])}.${base64url(null)}`,
    () => `bearer  ${good}`,
  ])();
}
