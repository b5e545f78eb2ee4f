import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Reader } from '../../green/reader-port.ts';
import { createPool } from './pool.ts';

const script = new URL('./testing/echo-worker.mjs', import.meta.url);
const image = (bytes: number) => new Uint8Array(bytes);
let reader: Reader | undefined;

afterEach(async () => {
  vi.useRealTimers();
  await reader?.stop();
});

describe('createPool', () => {
  test('answers each photo with its own result, however many are asked at once', async () => {
    reader = createPool(script, 2);
    const results = await Promise.all([10, 11, 12, 13, 14].map((bytes) => reader?.read(image(bytes), 'passport')));
    expect(results.map((result) => result?.info.bytes)).toEqual([10, 11, 12, 13, 14]);
  });

  test('uses no more processes than asked for', async () => {
    reader = createPool(script, 2);
    const results = await Promise.all(Array.from({ length: 8 }, () => reader?.read(image(9), 'bank-card')));
    expect(new Set(results.map((result) => result?.info.pid)).size).toBeLessThanOrEqual(2);
  });

  const held = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

  test('keeps its caller alive until its processes have ended', async () => {
    reader = createPool(script, 1);
    await reader.read(image(10), 'passport');
    const idle = held();
    const stopped = reader.stop();
    expect(held()).toBe(idle + 1);
    await stopped;
  });

  test('tells why a photo could not be read and reads the next', async () => {
    reader = createPool(script, 1);
    await expect(reader.read(image(2), 'passport')).rejects.toThrow('unreadable');
    await expect(reader.read(image(8), 'passport')).resolves.toMatchObject({ info: { bytes: 8 } });
  });

  test('survives a process that dies: only its own photo fails', async () => {
    reader = createPool(script, 1);
    const dying = reader.read(image(1), 'passport');
    const next = reader.read(image(6), 'passport');
    await expect(dying).rejects.toThrow('stopped');
    await expect(next).resolves.toMatchObject({ info: { bytes: 6 } });
  });

  test('ends a process that has a photo for a minute, and reads the next with a new one', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    reader = createPool(script, 1);
    const before = await reader.read(image(7), 'passport');
    const hanging = reader.read(image(3), 'passport');
    const next = reader.read(image(6), 'passport');
    vi.advanceTimersByTime(60_000);
    await expect(hanging).rejects.toThrow('stopped');
    expect((await next).info.pid).not.toBe(before.info.pid);
  });

  test('replaces a process that holds much memory, and loses no photo', async () => {
    reader = createPool(script, 1);
    const [first, second] = await Promise.all([reader.read(image(5), 'passport'), reader.read(image(6), 'passport')]);
    expect(second.info).toMatchObject({ bytes: 6 });
    expect(second.info.pid).not.toBe(first.info.pid);
  });

  test('is stopped only when the process that it was replacing has ended too', async () => {
    reader = createPool(script, 1);
    const { info } = await reader.read(image(5), 'passport');
    await reader.stop();
    expect(() => process.kill(Number(info.pid), 0)).toThrow('ESRCH');
  });

  test('keeps its caller alive until a process that it replaces has ended', async () => {
    await expect.poll(held, { message: 'those of other tests are gone' }).toBe(0);
    reader = createPool(script, 1);
    await reader.read(image(5), 'passport');
    expect(held()).toBe(1);
  });

  test('tells what its processes have used, also those that ended', async () => {
    reader = createPool(script, 1);
    await reader.read(image(7), 'passport');
    await reader.read(image(1), 'passport').catch(() => undefined);
    await reader.read(image(7), 'passport');
    expect(reader.usage()).toEqual({ cpuMs: 10, nowMb: 30, peakMb: 40 });
  });

  test('turns photos away when more than 1,000 wait', async () => {
    reader = createPool(script, 1);
    const waiting = Array.from({ length: 1001 }, () => reader?.read(image(4), 'passport'));
    await expect(reader.read(image(4), 'passport')).rejects.toThrow('1000 photos wait');
    await Promise.all(waiting);
  });

  test('rejects what waits when stopped', async () => {
    reader = createPool(script, 1);
    const settled = Promise.allSettled([reader.read(image(4), 'passport'), reader.read(image(4), 'passport')]);
    await reader.stop();
    expect((await settled).at(-1)?.status).toBe('rejected');
    await expect(reader.read(image(4), 'passport')).rejects.toThrow('stopped');
  });
});
