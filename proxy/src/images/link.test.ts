import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSealedFiles } from '../seal/sealed-files.ts';
import { createFetchLog, type FetchLog } from './fetch-log.ts';
import { createLinkImages, type LinkImages } from './link.ts';

const secret = '0204072a80809fa8e30da2e60ea1deb8';
const id = 'A'.repeat(22);
let dir: string;
let images: LinkImages;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-link-'));
  images = await open();
});
afterEach(() => rm(dir, { recursive: true }));

/** The host as another start of the process would open it. */
async function open(
  secrets: readonly [string, ...string[]] = [secret],
  fetchLog?: FetchLog,
  isCopy = false,
): Promise<LinkImages> {
  const files = createSealedFiles({ dir, secrets });
  const host = createLinkImages({
    files,
    publicUrl: 'https://kyc.example/scanfill/',
    secrets,
    ...(fetchLog ? { fetchLog } : {}),
    isCopy: () => isCopy,
  });
  await host.start?.();
  return host;
}

async function* source(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const put = (text: string, bytes: number | undefined = text.length) =>
  images.put({ id, mediaType: 'image/png', bytes }, source(text));
const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

async function fetched(host: LinkImages, url: string): Promise<string | undefined> {
  const file = await host.open(tokenOf(url));
  if (!file) return undefined;
  let text = '';
  for await (const chunk of file.content) text += String(chunk);
  expect(file.bytes).toBe(text.length);
  expect(file.meta).toBe('image/png');
  return text;
}

describe('the link image host', () => {
  test.each([
    [60 * 2 ** 20, true],
    [60 * 2 ** 20 - 1, false],
  ])('has room for more with %d bytes left: %s', async (left, hasRoom) => {
    const files = createSealedFiles({ dir, secrets: [secret] });
    const host = createLinkImages({
      files: { ...files, room: async () => left },
      publicUrl: '',
      secrets: [secret],
    });
    expect(await host.hasRoom?.()).toBe(hasRoom);
  });

  test.each([
    ['small, from memory', 'small', 5],
    ['of unannounced length, from its file', 'small', undefined],
    ['large, from its file', 'x'.repeat(700_000), 700_000],
  ])('serves an image under its address: %s', async (_, text, bytes) => {
    await put(text, bytes);
    const url = await images.url(id);
    expect(url).toMatch(/^https:\/\/kyc\.example\/scanfill\/i\/[\w-]{44}$/);
    expect(await fetched(images, url)).toBe(text);
  });

  test('keeps an address over a restart', async () => {
    await put('kept');
    const url = await images.url(id);
    const restarted = await open();
    expect(await restarted.url(id)).toBe(url);
    expect(await fetched(restarted, url)).toBe('kept');
  });

  test('an address given out under a former secret serves its image after a rotation, and not once that secret is gone', async () => {
    await put('kept');
    await images.withdraw?.(id);
    const url = await images.url(id);
    const next = 'c231532538f15836330408eb6af2d72c';
    const rotated = await open([next, secret]);
    expect(await rotated.url(id)).not.toBe(url);
    expect(await fetched(rotated, url)).toBe('kept');
    expect(await fetched(rotated, await rotated.url(id))).toBe('kept');
    await rotated.withdraw?.(id);
    expect(await fetched(rotated, url)).toBeUndefined();
    expect(await fetched(await open([next]), url)).toBeUndefined();
  });

  test('serves nothing once erased, and nothing is left in the directory', async () => {
    await put('gone');
    const url = await images.url(id);
    await images.withdraw?.(id);
    await images.erase([id]);
    await images.erase([id]);
    expect(await fetched(images, url)).toBeUndefined();
    expect(await readdir(dir)).toEqual([]);
  });

  test.each(['before', 'while'])('erased %s it is withdrawn, nothing is left in the directory', async (when) => {
    await put('gone');
    if (when === 'before') await images.erase([id]);
    await Promise.all([images.withdraw?.(id), when === 'while' ? images.erase([id]) : undefined]);
    expect(await readdir(dir)).toEqual([]);
  });

  test('withdrawn again while its file is being removed, no former address is good and nothing is left', async () => {
    const files = createSealedFiles({ dir, secrets: [secret] });
    let removing = (): void => {};
    let go = (): void => {};
    const reached = new Promise<void>((resolve) => {
      removing = resolve;
    });
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const slow: typeof files = {
      ...files,
      erase: async (name) => {
        if (name === id) removing();
        if (name === id) await held;
        await files.erase(name);
      },
    };
    const host = createLinkImages({ files: slow, publicUrl: '', secrets: [secret] });
    await host.put({ id, mediaType: 'image/png', bytes: 4 }, source('gone'));
    const former = await host.url(id);
    for (let time = 0; time < 2; time += 1) await host.withdraw?.(id);
    const erased = host.erase([id]);
    await reached;
    expect(await host.open(tokenOf(former))).toBeUndefined();
    await host.withdraw?.(id);
    go();
    await erased;
    expect(await readdir(dir)).toEqual([]);
  });

  test('a failed upload leaves nothing, in the directory or in memory', async () => {
    const broken = (async function* () {
      yield Buffer.from('half');
      throw new Error('cut off');
    })();
    await expect(images.put({ id, mediaType: 'image/png', bytes: 8 }, broken)).rejects.toThrow('cut off');
    expect(await readdir(dir)).toEqual([]);
    expect(await fetched(images, await images.url(id))).toBeUndefined();
  });

  test('names images that are older than a time, for the sweeper', async () => {
    await put('there');
    await images.withdraw?.(id);
    const found = [];
    for await (const image of images.stored?.(Date.now() + 1_000) ?? []) found.push(image);
    expect(found).toMatchObject([{ ref: id, id }]);
    for await (const image of images.stored?.(Date.now() - 60_000) ?? []) expect.unreachable(image.id);
  });
});

describe('evidence', () => {
  test('an address that nobody used is withdrawn for good, the next one works', async () => {
    await put('bytes');
    const old = await images.url(id);
    expect(await images.withdraw?.(id)).toBe('unfetched');
    expect(await fetched(images, old)).toBeUndefined();
    const next = await images.url(id);
    expect(next).not.toBe(old);
    expect(await fetched(images, next)).toBe('bytes');
    expect(await images.withdraw?.(id)).toBe('fetched');
  });

  test('a withdrawn address stays withdrawn after a restart', async () => {
    await put('bytes');
    const old = await images.url(id);
    await images.withdraw?.(id);
    const next = await images.url(id);
    const restarted = await open();
    expect(await fetched(restarted, old)).toBeUndefined();
    expect(await restarted.url(id)).toBe(next);
    expect(await fetched(restarted, next)).toBe('bytes');
  });

  test('a withdrawal that a crash cut short counts, and does not keep the proxy from starting', async () => {
    await put('bytes');
    const old = await images.url(id);
    await writeFile(join(dir, `${id}-w1`), '');
    const restarted = await open();
    expect(await fetched(restarted, old)).toBeUndefined();
    expect(await fetched(restarted, await restarted.url(id))).toBe('bytes');
  });

  test('what a crash left of a former withdrawal is removed at the next start', async () => {
    await put('bytes');
    for (const name of [`${id}-w1`, `${id}-w3`, `${id}-w2`]) await writeFile(join(dir, name), '');
    const restarted = await open();
    expect((await readdir(dir)).toSorted()).toEqual([id, `${id}-w3`]);
    await restarted.erase([id]);
    expect(await readdir(dir)).toEqual([]);
  });

  test('withdrawn again and again, no former address comes back, and erasing leaves nothing', async () => {
    await put('bytes');
    const former: string[] = [];
    for (let time = 0; time < 3; time += 1) {
      former.push(await images.url(id));
      await images.withdraw?.(id);
    }
    const restarted = await open();
    for (const url of former) expect(await fetched(restarted, url)).toBeUndefined();
    await restarted.erase([id]);
    expect(await readdir(dir)).toEqual([]);
    await writeFile(join(dir, `${id}-w7`), '');
    await open();
    expect(await readdir(dir), 'a withdrawal without its image').toEqual([]);
  });

  test('an image whose id ends like a withdrawal is an image', async () => {
    const odd = `${'A'.repeat(20)}-w`;
    await images.put({ id: odd, mediaType: 'image/png', bytes: 5 }, source('bytes'));
    const url = await images.url(odd);
    const restarted = await open();
    expect(await fetched(restarted, url)).toBe('bytes');
    const stored: string[] = [];
    for await (const image of restarted.stored?.(Date.now() + 60_000) ?? []) stored.push(image.id);
    expect(stored).toEqual([odd]);
  });

  test('an address that was used is never called unused, not even when only its head was asked for', async () => {
    await put('bytes');
    const file = await images.open(tokenOf(await images.url(id)));
    await file?.close();
    expect(await images.withdraw?.(id)).toBe('fetched');
  });

  describe('of an earlier process, from the log of what was handed out', () => {
    const other = 'B'.repeat(22);
    let logs: string;
    const log = (boot = 'this boot') => createFetchLog(join(logs, 'fetched-images'), boot);

    beforeEach(async () => {
      logs = await mkdtemp(join(tmpdir(), 'scanfill-link-log-'));
    });
    afterEach(() => rm(logs, { recursive: true }));

    /** A process that took two images and handed the first one out. */
    async function earlier(fetchLog: FetchLog): Promise<void> {
      const host = await open([secret], fetchLog);
      for (const each of [id, other]) await host.put({ id: each, mediaType: 'image/png', bytes: 5 }, source('bytes'));
      await fetched(host, await host.url(id));
    }

    test.each([['the next'], ['the one after that']])('%s process knows it of each', async (which) => {
      await earlier(log());
      if (which !== 'the next') await open([secret], log());
      const host = await open([secret], log());
      expect(await host.withdraw?.(id)).toBe('fetched');
      expect(await host.withdraw?.(other)).toBe('unfetched');
    });

    test('nothing is known when the machine has started again since, nor of those images later on', async () => {
      await earlier(log());
      for (const fetchLog of [log('another boot'), log('another boot')]) {
        const host = await open([secret], fetchLog);
        expect(await host.withdraw?.(other)).toBe('unknown');
      }
    });

    test('a clock that was set back by a day since hides none of them', async () => {
      await earlier(log());
      await images.withdraw?.(other);
      const tomorrow = new Date(Date.now() + 24 * 60 * 60_000);
      for (const name of await readdir(dir)) await utimes(join(dir, name), tomorrow, tomorrow);
      const host = await open([secret], log());
      expect(await host.url(other)).toBe(await images.url(other));
      expect(await host.withdraw?.(id)).toBe('fetched');
    });

    test('of an image that was not there at the start nothing is known', () => {
      const fetchLog = log();
      fetchLog.start([id], true);
      fetchLog.close();
      const next = log();
      next.start([], true);
      expect(next.earlier(id)).toBe('unknown');
    });

    test('after it was closed nothing is handed out any more: the next process has read it', async () => {
      const fetchLog = log();
      await earlier(fetchLog);
      const host = await open([secret], fetchLog);
      fetchLog.close();
      await expect(fetched(host, await host.url(other))).rejects.toMatchObject({ code: 'store-unavailable' });
      const next = await open([secret], log());
      expect(await next.withdraw?.(other)).toBe('unfetched');
    });

    test('nothing is known where the system does not name its boot', async () => {
      for (const each of [createFetchLog(join(logs, 'fetched-images'), ''), log('')]) {
        await put('bytes');
        const host = await open([secret], each);
        expect(await host.withdraw?.(id)).toBe('unknown');
        await host.erase([id]);
      }
    });

    test('nothing is known of what was put back, nor of it later on', async () => {
      await earlier(log());
      for (const isCopy of [true, false]) {
        const host = await open([secret], log(), isCopy);
        expect(await host.withdraw?.(other)).toBe('unknown');
      }
    });

    test('nothing is known where the log was not there from the beginning', async () => {
      await put('bytes');
      for (const fetchLog of [log(), log()]) {
        const host = await open([secret], fetchLog);
        expect(await host.withdraw?.(id)).toBe('unknown');
      }
    });

    test('a log that cannot be written any more is removed, and then nobody can tell', async () => {
      const full = log();
      await earlier(full);
      full.close();
      await rm(join(logs, 'fetched-images'));
      await mkdir(join(logs, 'fetched-images.new'));
      const blind = await open([secret], log());
      await fetched(blind, await blind.url(other));
      expect(await readdir(logs)).toEqual(['fetched-images.new']);
      await rm(join(logs, 'fetched-images.new'), { recursive: true });
      expect(await (await open([secret], log())).withdraw?.(other)).toBe('unknown');
    });

    test('images that are gone leave no lines behind for good', async () => {
      const fetchLog = log();
      fetchLog.start([], true);
      for (let count = 0; count < 25_000; count += 1) {
        const each = String(count).padStart(22, '0');
        fetchLog.note(each);
        fetchLog.forget(each);
      }
      fetchLog.close();
      const { size } = await stat(join(logs, 'fetched-images'));
      expect(size).toBeLessThan(23 * 10_100);
    });
  });

  test('without a log, what an earlier process may have served is unknown', async () => {
    await put('bytes');
    const restarted = await open();
    expect(await restarted.withdraw?.(id)).toBe('unknown');
  });

  test('what is unknown, or was used once, stays so however often it is asked', async () => {
    await put('bytes');
    const restarted = await open();
    for (let time = 0; time < 3; time += 1) expect(await restarted.withdraw?.(id)).toBe('unknown');
    await fetched(restarted, await restarted.url(id));
    for (let time = 0; time < 3; time += 1) expect(await restarted.withdraw?.(id)).toBe('fetched');
  });

  test('a withdrawal that the disk refuses loses no evidence', async () => {
    await put('bytes');
    await fetched(images, await images.url(id));
    await writeFile(join(dir, `${id}-w1`), '');
    await expect(images.withdraw?.(id)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await images.withdraw?.(id)).toBe('fetched');
  });

  test('a wrong token is no evidence', async () => {
    await put('bytes');
    await images.open(id + 'B'.repeat(22));
    expect(await images.withdraw?.(id)).toBe('unfetched');
  });
});
