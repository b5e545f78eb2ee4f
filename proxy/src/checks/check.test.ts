import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../base/log.ts';
import { configOf } from '../config/environment.ts';
import { startService } from '../service.ts';
import { reply, type ScriptedServer, startScriptedServer } from '../testing/scripted-server.ts';
import { check } from './check.ts';

const noSuchTask = reply(200, '{"code":404,"msg":"no","requestId":"R"}');
const refused = (code: string) => reply(400, JSON.stringify({ Code: code, RequestId: 'R' }));
let green: ScriptedServer;
let dir: string;

beforeEach(async () => {
  green = await startScriptedServer();
  dir = await mkdtemp(join(tmpdir(), 'scanfill-check-'));
});
afterEach(async () => {
  await green.stop();
  await rm(dir, { recursive: true });
});

const environment = (overrides: Record<string, string> = {}) => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  GREEN_ENDPOINT: green.origin,
  SESSION_SECRET: '0204072a80809fa8e30da2e60ea1deb8',
  STORE_SECRET: 'f0a5c1de7b3948268d90b1e5c73af462',
  PUBLIC_URL: 'http://127.0.0.1:8787',
  STORE_URL: `file:${dir}/data`,
  PORT: '0',
  ...overrides,
});

async function said(overrides: Record<string, string> = {}): Promise<string> {
  const lines: string[] = [];
  for await (const { ok, text } of check(environment(overrides))) lines.push(`${ok ? 'ok' : 'FAIL'} ${text}`);
  return lines.join('\n');
}

describe('--check', () => {
  test('finds a configuration that works, and makes nothing', async () => {
    green.script(noSuchTask);
    const text = await said();
    expect(text).toMatch(
      /^ok Configuration: complete\nok Green at 127\.0\.0\.1:\d+: it serves.*\nok Store: .* will be made$/,
    );
    expect(await readdir(dir)).toEqual([]);
    expect(green.received).toHaveLength(1);
    expect(green.received[0]?.head).toMatch(/^POST \/green\/image\/results /);
  });

  test('names the variable that is wrong, and asks nobody then', async () => {
    expect(await said({ SESSION_SECRET: 'short' })).toMatch(/^FAIL Configuration: SESSION_SECRET: has 5 characters/);
    expect(green.connections()).toBe(0);
  });

  test('says what Green said of the key, and goes on to the store', async () => {
    green.script(refused('SignatureDoesNotMatch'));
    expect(await said()).toMatch(/FAIL Green answered SignatureDoesNotMatch: .*ACCESS_KEY_SECRET\nok Store/);
  });

  test('asks for upload credentials where images go through Green’s own bucket', async () => {
    green.script(noSuchTask, refused('Forbidden.RAM'));
    const text = await said({ PUBLIC_URL: '' });
    expect(text).toMatch(/ok Green at .*\nFAIL Green answered Forbidden.RAM: .*policy/);
    expect(green.received[1]?.head).toMatch(/^POST \/green\/credentials\/uploadcredentials /);
  });

  test('tells a store under another secret, and one that a running proxy has open', async () => {
    const running = await startService(configOf(environment()), silentLog);
    green.script(noSuchTask, noSuchTask);
    expect(await said()).toMatch(/ok Store: .* is open in a running proxy$/);
    await running.stop();
    green.script(noSuchTask);
    expect(await said({ STORE_SECRET: 'c231532538f15836330408eb6af2d72c' })).toMatch(/FAIL Store: .*secret/i);
  });

  test('says that Green is out of reach', async () => {
    await green.stop();
    expect(await said()).toMatch(/FAIL Green cannot be reached \(ECONNREFUSED\): check GREEN_ENDPOINT/);
  });
});
