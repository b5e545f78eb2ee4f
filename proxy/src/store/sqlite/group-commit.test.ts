import { beforeEach, expect, test } from 'vitest';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';

let log: string[];
let syncs: { resolve: () => void; reject: (cause: Error) => void }[];
let group: GroupCommit;
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
};
const operation = (name: string) => () => {
  log.push(name);
  return name;
};

beforeEach(() => {
  log = [];
  syncs = [];
  group = createGroupCommit({
    begin: () => log.push('begin'),
    commit: () => log.push('commit'),
    rollback: () => log.push('rollback'),
    sync: (operations) =>
      new Promise((resolve, reject) => {
        log.push(`sync ${operations}`);
        syncs.push({ resolve, reject });
      }),
    synced: () => log.push('synced'),
  });
});

test('takes what arrives together into one transaction, and what arrives meanwhile into the next', async () => {
  const first = [group.run(operation('a')), group.run(operation('b'))];
  await turns();
  const second = [group.run(operation('c')), group.run(operation('d'))];
  await turns();
  expect(log).toEqual(['begin', 'a', 'b', 'commit', 'sync 2']);
  syncs.shift()?.resolve();
  expect(await Promise.all(first)).toEqual(['a', 'b']);
  await turns();
  expect(log.slice(5)).toEqual(['synced', 'begin', 'c', 'd', 'commit', 'sync 2']);
  syncs.shift()?.resolve();
  expect(await Promise.all(second)).toEqual(['c', 'd']);
});

test('resolves nothing before it is durable', async () => {
  let resolved = false;
  const running = group.run(operation('a')).then(() => {
    resolved = true;
  });
  await turns();
  expect(resolved).toBe(false);
  syncs.shift()?.resolve();
  await running;
});

test('lets what is bad fail alone: the group is undone, and each of it tried for itself', async () => {
  const good = group.run(operation('a'));
  const bad = group.run(() => {
    throw new Error('disk full');
  });
  const outcomes = Promise.allSettled([good, bad]);
  await turns();
  expect(log.slice(0, 5)).toEqual(['begin', 'a', 'rollback', 'begin', 'a']);
  syncs.shift()?.resolve();
  expect(await outcomes).toMatchObject([{ value: 'a' }, { reason: { code: 'store-unavailable' } }]);
  const next = group.run(operation('b'));
  await turns();
  syncs.shift()?.resolve();
  expect(await next).toBe('b');
  expect(group.failed).toBe(false);
  group.check();
});

test('takes nothing any more after a sync failed: what the disk holds is unknown', async () => {
  const first = group.run(operation('a'));
  await turns();
  syncs.shift()?.reject(new Error('EIO'));
  await expect(first).rejects.toMatchObject({ code: 'store-unavailable' });
  await expect(group.run(operation('b'))).rejects.toMatchObject({ code: 'store-unavailable' });
  expect(log).toEqual(['begin', 'a', 'commit', 'sync 1']);
  expect(() => group.check()).toThrow(expect.objectContaining({ code: 'store-unavailable' }));
});

test('closes once everything is durable', async () => {
  const last = group.run(operation('a'));
  let closed = false;
  const closing = group.close().then(() => {
    closed = true;
  });
  await turns();
  expect(closed).toBe(false);
  await expect(group.run(operation('b'))).rejects.toMatchObject({ code: 'store-unavailable' });
  syncs.shift()?.resolve();
  await closing;
  expect(await last).toBe('a');
});
