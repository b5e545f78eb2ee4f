import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ProxyFixture, sessionSecret, startProxy } from '../http/testing/proxy-fixture.ts';
import { reply, startScriptedServer } from '../testing/scripted-server.ts';
import { checkThrough } from './check-through.ts';

let fixture: ProxyFixture;
beforeAll(async () => {
  fixture = await startProxy();
});
afterAll(() => fixture.stop());
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const settings = { sessionSecrets: [sessionSecret] };
const found = async (address: string, secrets = settings) => {
  const [finding] = await checkThrough(address, secrets);
  return `${finding?.ok ? 'ok' : 'FAIL'} ${finding?.text}`;
};

/** Somebody before the service who takes no more than so many bytes. */
async function gateway(mostBytes: number): Promise<string> {
  const server = createServer((request, response) => {
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
      response.writeHead(413, { 'content-type': 'text/html' }).end('<h1>413 Too Large</h1><hr>nginx');
      request.resume();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const headers = Object.entries(request.headers).filter(([name]) => /^(authorization|content-type)$/.test(name));
      const answer = await fetch(fixture.origin + request.url, {
        method: request.method ?? 'GET',
        headers: headers as [string, string][],
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/scanfill`;
}

test('a body of 20 MB gets through, and neither a scan nor a submission comes of it', async () => {
  const before = fixture.lines.length;
  expect(await found(`${fixture.base}/`)).toMatch(/^ok Through .*: 20 MB get through, in \d/);
  expect(fixture.lines.slice(before).some(({ message }) => message === 'scan created')).toBe(false);
});

test('a gateway that takes less is quoted, with what it does take', async () => {
  expect(await found(await gateway(1_048_576))).toMatch(
    /^FAIL .*20 MB do not get through, 1 MB do: 413 text\/html “413 Too Large nginx”/,
  );
  expect(await found(await gateway(6_000_000))).toMatch(/5 MB do/);
});

test('a path that leads elsewhere, a dropped header and nobody at all are told apart', async () => {
  const page = await startScriptedServer();
  page.script(reply(200, '<html>Welcome</html>'));
  expect(await found(page.origin)).toMatch(/FAIL .*healthz is not the service’s: 200 .*Welcome.*path/);
  await page.stop();
  expect(await found(page.origin)).toMatch(/FAIL .*cannot be reached \(ECONNREFUSED\)/);
  expect(await found(fixture.base, { sessionSecrets: [] })).toMatch(/FAIL .*Authorization header/);
  const other = { sessionSecrets: ['c231532538f15836330408eb6af2d72c'] };
  expect(await found(fixture.base, other)).toMatch(/FAIL .*the service itself refuses: 401 .*session-invalid/);
  expect(await found('kyc.example')).toMatch(/no http/);
});
