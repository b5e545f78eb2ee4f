import { makePictures } from '../harness/pictures.ts';
import { freePort, pause } from '../harness/processes.ts';
import { sessions } from '../harness/proxies.ts';
import { startRedis } from '../harness/redis.ts';
import { uploadAll } from '../harness/uploader.ts';
import { reconciled } from './reconciled.ts';
import { prepareReplica } from './replicas.ts';
import { type ChaosRun, figuresOf, judge } from './verdict.ts';
import { calm, startWorld } from './world.ts';

/** What a failover showed besides. */
export type Failover = ChaosRun & {
  /** Calls that submitted while nobody had confirmed yet, over so many milliseconds. */
  readonly unasked: number;
  readonly watchedMs: number;
  /** Readiness of every replica in that time, as its status and body. */
  readonly readiness: readonly string[];
  /** What `scanfill-proxy confirm` said. */
  readonly said: string;
};

async function until(what: string, question: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await question()) return;
    await pause(100);
  }
  throw new Error(`${what}: not within 40 s`);
}

/** How far a Redis has written, or read from its primary, in bytes of the one's stream. */
function offsetOf(info: string, name: 'master_repl_offset' | 'slave_repl_offset'): number {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
}

/**
 * Two replicas on a Redis whose own replica falls behind by some submissions before it takes over; then the operator
 * looks.
 */
export async function failoverRun({
  seed,
  scans,
}: {
  readonly seed: string;
  readonly scans: number;
}): Promise<Failover> {
  const startedAt = Date.now();
  const world = await startWorld(seed, calm);
  const primary = await startRedis();
  const heir = await startRedis({ replicaOf: primary.port });
  // Its first copy takes seconds, in which a fast machine has submitted all there is.
  await until('in step', async () => (await heir.cli('INFO', 'replication')).includes('master_link_status:up'));
  const adminPort = await freePort();
  const replicas = await Promise.all(
    [adminPort, 0].map((port) =>
      // One image a call, so that many still wait.
      prepareReplica(primary.port, world, { GREEN_MAX_TASKS: '1', ...(port > 0 ? { ADMIN_PORT: String(port) } : {}) }),
    ),
  );
  const [first] = replicas;
  const token = sessions();
  const lines = () => replicas.flatMap(({ proxy }) => proxy.lines());
  const created = () => lines().filter((line) => line.includes('"scan created"')).length;
  const submissions = async () =>
    (await world.ledger()).calls.filter(({ operation }) => operation === 'asyncscan').length;

  async function failOver() {
    await until('all accepted', () => created() >= scans);
    // What it lacks later shall be marks: a scan that it never heard of would be gone.
    const whole = offsetOf(await primary.cli('INFO', 'replication'), 'master_repl_offset');
    await until(
      'replicated',
      async () => offsetOf(await heir.cli('INFO', 'replication'), 'slave_repl_offset') >= whole,
    );
    heir.process().signal('SIGSTOP');
    const before = await submissions();
    // The marks of these are lost with the primary.
    await until('some submitted', async () => (await submissions()) >= before + 5);
    for (const { redis } of replicas) redis.cut('reset');
    await primary.process().stop('SIGKILL');
    heir.process().signal('SIGCONT');
    await heir.cli('REPLICAOF', 'NO', 'ONE');
    for (const { redis } of replicas) redis.lead(heir.port);
    for (const { redis } of replicas) redis.heal();
    const ready = () =>
      Promise.all(
        replicas.map(async ({ proxy }) => {
          const answer = await fetch(`${proxy.url}/readyz`);
          return `${answer.status} ${await answer.text()}`;
        }),
      );
    await until('every replica knows', async () => (await ready()).every((each) => each.includes('epoch-unconfirmed')));
    const [asked, watchedMs] = [await submissions(), 3_000];
    await pause(watchedMs);
    const unasked = (await submissions()) - asked;
    const readiness = await ready();
    return { unasked, watchedMs, readiness, said: (await first?.proxy.command(['confirm'])) ?? '' };
  }

  try {
    await Promise.all(replicas.map(({ proxy }) => proxy.start()));
    const pictures = makePictures(seed, scans, 2_000);
    const targets = replicas.map(({ proxy }) => proxy.url);
    // The heir may have the mark of one whose result and notification went down with the primary: its hour passes then.
    const late = {
      afterMs: 30_000,
      tell: () => replicas.forEach(({ proxy }) => void proxy.running()?.signal('SIGUSR2')),
    };
    const [report, seen] = await Promise.all([
      uploadAll({ targets, token, pictures, concurrency: 16, timeoutMs: 120_000, late }),
      failOver(),
    ]);
    const ledger = await world.ledger();
    const listed = await reconciled(first?.proxy);
    const evidence = { report, ledger, listed, logs: lines(), tokens: [await token()] };
    const figures = { ...figuresOf(evidence, Date.now() - startedAt), 'submitted unasked': seen.unasked };
    return { verdict: judge(evidence), figures, images: [], lines: lines(), ledger, ...seen };
  } finally {
    await Promise.all(replicas.map(({ proxy }) => proxy.stop('SIGKILL')));
    await Promise.all(replicas.flatMap(({ redis, green }) => [redis.stop(), green.stop()]));
    await Promise.all([primary.stop(), heir.stop()]);
    await world.stop();
  }
}
