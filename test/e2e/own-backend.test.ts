import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RequestHandler } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, handIn, idCard, sessionFor, startHost } from '../harness/host.ts';

const workspace = fileURLToPath(new URL('..', import.meta.url));

let host: Host;
let folder: string;

/** What the page tells to write. */
async function snippet(): Promise<string> {
  const page = await readFile(join(workspace, '../proxy/README.md'), 'utf8');
  return /```js\n(import \{ verifyReceipt[\s\S]*?)```/.exec(page)?.[1] ?? '';
}

/** The same, run from a file of its own beside the packages it names. */
async function applicationOf(code: string): Promise<RequestHandler> {
  const cache = join(workspace, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'own-backend-'));
  const file = join(folder, 'application.mjs');
  await writeFile(file, code);
  const module: { application: RequestHandler } = await import(pathToFileURL(file).href);
  return module.application;
}

beforeAll(async () => {
  host = await startHost(async () => ({ recognised: true, info: idCard }));
  // A sign-in as a host has it: here a header says who it is.
  host.app.use((request, _response, next) => {
    Object.assign(request, { visitor: { id: request.get('x-visitor') } });
    next();
  });
  process.env.SCANFILL_URL = host.endpoint;
  host.app.use(await applicationOf(await snippet()));
});
afterAll(async () => {
  delete process.env.SCANFILL_URL;
  await host.stop();
  await rm(folder, { recursive: true });
});

/** The receipt of a photo that a visitor has handed in. */
async function receiptFor(subject: string, card = 'id-card-front'): Promise<string> {
  const { token } = await sessionFor(subject);
  return String((await handIn(host.endpoint, token, { card })).body.receipt);
}

async function submit(receipt: string, fields: object = idCard, visitor = 'visitor-1'): Promise<string> {
  const answer = await fetch(`${host.origin}/my/application`, {
    method: 'POST',
    headers: { 'x-visitor': visitor },
    body: new URLSearchParams({ ...fields, phone: '13800000000', 'scanfill-receipt-id-card-front': receipt }),
  });
  return `${answer.status} ${await answer.text()}`;
}

describe('the backend of proxy/README.md', () => {
  test('is shorter than twenty lines', async () => {
    const code = await snippet();
    expect(code.trim().split('\n').length).toBeLessThan(20);
  });

  test('refuses a changed name, takes the corrected form, and neither a second time', async () => {
    const receipt = await receiptFor('visitor-1');
    expect(await submit(receipt, { ...idCard, name: '李四' })).toBe('422 Give the name as on your card.');
    expect(await submit(receipt, { ...idCard, name: '' })).toBe('422 Give the name as on your card.');
    expect(await submit(receipt, { ...idCard, address: 'moved since' })).toBe('200 Thank you.');
    expect(await submit(receipt)).toBe('422 used');
  });

  test('refuses what is none, forged, a stranger’s, or of another card', async () => {
    const receipt = await receiptFor('visitor-1');
    const [head = '', claims = '', signature = ''] = receipt.split('.');
    const forged = Buffer.from(Buffer.from(claims, 'base64url').toString().replace('visitor-1', 'visitor-2')).toString(
      'base64url',
    );
    expect(await submit('')).toBe('422 malformed');
    expect(await submit([head, forged, signature].join('.'), idCard, 'visitor-2')).toBe('422 signature');
    expect(await submit(receipt, idCard, 'visitor-2')).toBe('422 subject');
    expect(await submit(await receiptFor('visitor-1', 'id-card-back'))).toBe('422 card');
    expect(await submit(receipt)).toBe('200 Thank you.');
  });
});
