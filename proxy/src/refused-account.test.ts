import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { LogFields } from './base/log.ts';
import { configOf } from './config/environment.ts';
import { makePng } from './http/testing/proxy-fixture.ts';
import type { CredentialsProvider } from './proxy.ts';
import { type Service, startService } from './service.ts';
import { mintSession } from './session.ts';

const secret = '0204072a80809fa8e30da2e60ea1deb8';
/** What Green's gateway, or its service, answers on a path. */
type Says = { readonly status: number; readonly body: object };
const gateway = (Code: string, status = 400): Says => ({ status, body: { Code, Message: 'no', RequestId: 'R-1' } });
const service = (code: number): Says => ({ status: 200, body: { code, msg: 'no', requestId: 'R-2', data: [] } });

let green: Server;
let running: Service;
let says: (path: string) => Says;
let lines: { fields: LogFields; message: string; level: string }[];

async function start(answers: (path: string) => Says, credentials?: CredentialsProvider): Promise<void> {
  says = answers;
  green = createServer((request, response) => {
    request.resume().once('end', () => {
      const { status, body } = says(request.url ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => green.listen(0, '127.0.0.1', resolve));
  const { port } = green.address() as AddressInfo;
  const config = configOf({
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    GREEN_ENDPOINT: `http://127.0.0.1:${port}`,
    SESSION_SECRET: secret,
    STORE_URL: 'memory:',
    PUBLIC_URL: 'http://127.0.0.1:8787',
    PORT: '0',
    ADMIN_PORT: '0',
  });
  lines = [];
  const say = (level: string) => (fields: LogFields, message: string) => lines.push({ fields, message, level });
  running = await startService(credentials ? { ...config, options: { ...config.options, credentials } } : config, {
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
  });
}

afterEach(async () => {
  await running.stop();
  green.closeAllConnections();
  green.close();
});

const ready = async () => {
  const answer = await fetch(`http://127.0.0.1:${running.port}/readyz`);
  return { ...((await answer.json()) as { reasons: string[]; checks?: string[] }), status: answer.status };
};

test.each([
  ['SignatureDoesNotMatch', 400, 'credentials', /ALIBABA_CLOUD_ACCESS_KEY_SECRET/],
  ['InvalidAccessKeyId.NotFound', 404, 'credentials', /ALIBABA_CLOUD_ACCESS_KEY_ID/],
  ['InvalidSecurityToken.Expired', 400, 'credentials', /ALIBABA_CLOUD_SECURITY_TOKEN/],
  ['Forbidden.RAM', 403, 'green-permission', /policy/],
])('a start with what Green answers %s says so at once', async (code, status, reason, check) => {
  await start(() => gateway(code, status));
  await expect.poll(ready).toMatchObject({ status: 503, reasons: expect.arrayContaining([reason]) });
  const { checks = [] } = await ready();
  expect(checks.join()).toContain(code);
  expect(checks.join()).toMatch(check);
  expect(lines).toContainEqual({
    level: 'error',
    fields: { operation: 'query', outcome: 'refused', code: reason, greenCode: code, greenRequestId: 'R-1' },
    message: expect.stringMatching(check),
  });
  const metrics = await (await fetch(`http://127.0.0.1:${running.adminPort}/metrics`)).text();
  expect(metrics).toContain(`scanfill_account_refused{reason="${reason}",code="${code}"} 1`);
});

test('the service code of a missing right, or of arrears, is one too', async () => {
  await start(() => service(596));
  await expect.poll(ready).toMatchObject({ status: 503, reasons: expect.arrayContaining(['green-permission']) });
});

test('a key that is mended is noticed by itself', async () => {
  await start(() => gateway('SignatureDoesNotMatch'));
  await expect.poll(ready).toMatchObject({ status: 503 });
  says = () => service(404);
  await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: 200 });
  expect(lines.map(({ message }) => message)).toContain('Green serves this account again');
  const metrics = await (await fetch(`http://127.0.0.1:${running.adminPort}/metrics`)).text();
  expect(metrics).not.toMatch(/scanfill_account_refused\{.* 1/);
}, 15_000);

test('a right that is missing for submissions alone is told by the first of them', async () => {
  await start((path) => (path.includes('asyncscan') ? gateway('NoPermission', 403) : service(404)));
  expect((await ready()).status).toBe(200);
  const { token } = await mintSession({ secret, subject: 'v' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png', prefer: 'wait=5' };
  const url = `http://127.0.0.1:${running.port}/v1/scans?card=passport`;
  const scan = await (await fetch(url, { method: 'POST', headers, body: Buffer.from(makePng()) })).json();
  expect(scan).toMatchObject({ state: 'failed', problem: { code: 'green-permission' } });
  expect(await ready()).toMatchObject({ status: 503, reasons: expect.arrayContaining(['green-permission']) });
  expect(lines.find(({ message }) => message === 'submission not accepted')?.fields).toMatchObject({
    greenCode: 'NoPermission',
  });
});

test('credentials that cannot be had are said by their own code, and nothing is lost', async () => {
  let missing = true;
  const credentials = async () => {
    if (missing) throw Object.assign(new Error('no role here'), { code: 'ENOROLE' });
    return { accessKeyId: 'id', accessKeySecret: 'secret' };
  };
  await start(() => service(404), credentials);
  await expect.poll(ready).toMatchObject({ status: 503, reasons: expect.arrayContaining(['credentials']) });
  expect((await ready()).reasons).not.toContain('green-unreachable');
  expect((await ready()).checks?.join()).toContain('ENOROLE');
  missing = false;
  await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: 200 });
}, 15_000);
