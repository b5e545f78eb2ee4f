import { randomBytes } from 'node:crypto';
import type { RedisConnection } from './redis-connection.ts';

/**
 * Runs every script, and every command beside them, once under names of its own, which are gone afterwards: what a
 * user of Redis may not do is known at the start, not at the first scan. Rejects with what Redis refused.
 */
export async function rehearse(redis: Pick<RedisConnection, 'run' | 'command'>, prefix: string): Promise<void> {
  const under = `${prefix}rehearsal:${randomBytes(9).toString('base64url')}:`;
  const tidy = () => redis.command('DEL', ...left.map((name) => `${under}${name}`));
  try {
    await perform(redis, under);
  } catch (error) {
    await tidy().catch(() => {});
    throw error;
  }
  await tidy();
}

/** Whatever may be there, wherever it was broken off. */
const left = [
  ...['job:job', 'q:submit:rehearsal', 'q:resolve', 'q:poll', 'key:key', 'quota:quota', 'quota:ceiling', 'expiry'],
  ...['batch:batch', 'batches', 'marks', 'unsettled', 'slot:submit', 'window:key', 'handoff:handoff'],
];

async function perform(redis: Pick<RedisConnection, 'run' | 'command'>, under: string): Promise<void> {
  const run: RedisConnection['run'] = (script, keys, args) => redis.run(script, keys, args, under);
  const [job, lane, batch] = ['job', 'submit:rehearsal', 'batch'];
  const keyed = ['key', 'fingerprint', 1, 'quota', 9, 1, 'ceiling', 9, 1];
  const creating = ['job:job', `q:${lane}`, 'key:key', 'quota:quota', 'quota:ceiling', 'expiry'];
  const changing = ['batch:batch', 'batches', 'marks', 'doubt', 'unsettled', 'job:job', 'q:resolve', 'q:poll'];
  await run('create', creating, [job, lane, 1, 'body', ...keyed]);
  await run('create', creating, [job, lane, 1, 'body', ...keyed]);
  await run('get', ['job:job'], [job, '']);
  for (const script of ['next', 'ids', 'sizes'] as const) await run(script, [`q:${lane}`], [lane]);
  await run('claim', ['doubt', `q:${lane}`], [1, 1, 2, 0, lane]);
  await run('mark', changing, [batch, 1, 'body', 0, job, 2, 'resolve', 1, 'body']);
  await run('apply', changing, [0, job, 3, 'poll', 1, 'body', 'entry']);
  await run('erase', ['unsettled', 'job:job'], [job, '', 'entry']);
  await run('slot', ['slot:submit'], ['submit', 1, 0, 1]);
  await run('hit', ['window:key'], ['key', 1_000]);
  await run('keepHandoff', ['handoff:handoff', 'expiry'], ['handoff', 0, 'body', 1]);
  await run('handoff', ['handoff:handoff'], ['handoff']);
  await run('forget', ['expiry', 'batches'], [2, 2, 10, 0]);
  await run('time', [], []);
  await redis.command('SET', `${under}marks`, '1', 'NX');
  await redis.command('INCRBY', `${under}marks`, '1');
  await redis.command('GET', `${under}marks`);
  await redis.command('ZADD', `${under}expiry`, '1', 'quota:quota');
  await redis.command('EXISTS', `${under}key:key`);
  await redis.command('ZRANGEBYLEX', `${under}unsettled`, '-', '+', 'LIMIT', '0', '1');
  await redis.command('ZREMRANGEBYLEX', `${under}unsettled`, '-', '+');
}
