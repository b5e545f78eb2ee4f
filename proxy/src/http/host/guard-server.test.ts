import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { configOf } from '../../config/environment.ts';
import { type ProblemCode, problems } from '../../contract/problems.ts';
import { problemSchema } from '../../schema/scan-schema.ts';
import { type Service, startService } from '../../service.ts';
import { sessionSecret } from '../testing/proxy-fixture.ts';

let dir: string;
let service: Service;
const started = async (more: Record<string, string> = {}): Promise<Service> => {
  const config = configOf({
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    // Nothing listens there: Green is away.
    GREEN_ENDPOINT: 'http://127.0.0.1:9',
    SESSION_SECRET: sessionSecret,
    STORE_SECRET: 'f0a5c1de7b3948268d90b1e5c73af462',
    STORE_URL: `file:${dir}`,
    PUBLIC_URL: 'http://127.0.0.1:8787',
    PORT: '0',
    UPLOAD_TIMEOUT_MS: '1000',
    ...more,
  });
  return startService(config, silentLog, { spareMs: 0 });
};
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-guard-'));
  service = await started();
});
afterAll(async () => {
  await service.stop();
  await rm(dir, { recursive: true });
});

function open(port = service.port): { readonly socket: Socket; readonly answer: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (piece) => {
      text += piece;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
  return { socket, answer };
}

function expectProblem(answer: string, code: ProblemCode): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${problems[code].status} `));
  expect(head).toMatch(/^content-type: application\/problem\+json/im);
  expect(head).toMatch(/^cache-control: no-store$/im);
  expect(problemSchema.parse(JSON.parse(body))).toMatchObject({ code, status: problems[code].status });
}

const get = (headers: string) => `GET /v1/scans/abc HTTP/1.1\r\n${headers}\r\n`;

describe('what Node would refuse by itself is refused as a problem', () => {
  test.each<[string, string, ProblemCode]>([
    ['what is no HTTP', 'HELO mail\r\n\r\n', 'request-invalid'],
    ['another version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 'request-invalid'],
    ['no Host', `${get('')}`, 'request-invalid'],
    ['a NUL in a header', get('Host: x\r\nX-A: a\0b\r\n'), 'request-invalid'],
    ['headers of 20 KiB', get(`Host: x\r\nX-A: ${'a'.repeat(20_000)}\r\n`), 'headers-too-large'],
    [
      'more headers than a hundred',
      get(`Host: x\r\nConnection: close\r\n${'X-A: b\r\n'.repeat(150)}`),
      'headers-too-large',
    ],
    ['an expectation', get('Host: x\r\nExpect: 200-maybe\r\n'), 'expectation-failed'],
    ['a length and chunks', get('Host: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n'), 'request-invalid'],
    [
      'a body in gzip and chunks',
      `${get('Host: x\r\nTransfer-Encoding: gzip, chunked\r\n')}0\r\n\r\n`,
      'request-invalid',
    ],
    ['a body in gzip alone', get('Host: x\r\nTransfer-Encoding: gzip\r\n'), 'request-invalid'],
    [
      'chunks with 20 KiB of extensions',
      `POST /v1/scans HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\nx\r\n`,
      'request-invalid',
    ],
    ['headers that never end', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: ', 'upload-too-slow'],
  ])(
    '%s',
    async (_, text, code) => {
      const { socket, answer } = open();
      socket.write(text);
      // Whoever is answered hangs up; what is answered is read by then.
      socket.once('data', () => setTimeout(() => socket.end(), 50));
      expectProblem(await answer, code);
    },
    15_000,
  );
});

test('an answer under way is not followed by another in its middle', async () => {
  const { socket, answer } = open();
  socket.write(`${get('Host: x\r\n')}\r\nnonsense\r\n\r\n`);
  const text = await answer;
  for (const part of text.split(/(?=HTTP\/1\.1 )/)) expect(part).toMatch(/^HTTP\/1\.1 40[01] [\s\S]*\}$/);
});

describe('where nobody stands in front', () => {
  const healthz = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

  async function withService(more: Record<string, string>, work: (port: number) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'scanfill-guard-'));
    const other = await started({ TRUST_PROXY: 'none', STORE_URL: `file:${folder}`, ...more });
    try {
      await work(other.port);
    } finally {
      await other.stop();
      await rm(folder, { recursive: true });
    }
  }

  test('an address has so many connections at once, and no more', async () => {
    await withService({ MAX_CONNECTIONS_AN_ADDRESS: '2' }, async (port) => {
      const [first, second] = [open(port), open(port)];
      await new Promise((resolve) => setTimeout(resolve, 100));
      const third = open(port);
      third.socket.write(healthz);
      expect(await third.answer).toBe('');
      first.socket.write(healthz);
      expect(await first.answer).toMatch(/^HTTP\/1\.1 200 /);
      const fourth = open(port);
      fourth.socket.write(healthz);
      expect(await fourth.answer).toMatch(/^HTTP\/1\.1 200 /);
      second.socket.destroy();
    });
  });

  test('an address that goes on after it was refused is not listened to for a while', async () => {
    await withService({ ADDRESS_LIMIT: '3' }, async (port) => {
      const answers: string[] = [];
      for (let count = 0; count < 8; count += 1) {
        const { socket, answer } = open(port);
        socket.write(get('Host: x\r\nConnection: close\r\n'));
        answers.push((await answer).slice(9, 12));
      }
      expect(answers).toEqual(['401', '401', '401', '429', '429', '429', '', '']);
    });
  });
});
