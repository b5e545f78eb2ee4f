import type { RedisConnection, Reply } from './redis-connection.ts';

/** What Redis says about itself; undefined where it may not be asked, as at some hosted ones. */
export type RedisSettings = {
  readonly maxmemory: string | undefined;
  readonly policy: string | undefined;
  readonly appendonly: string | undefined;
  readonly appendfsync: string | undefined;
  /** Copies of it that follow, as a managed Redis has them for its failover. */
  readonly replicas: number | undefined;
};

/** Asks Redis for the settings that decide what a crash, or a full memory, could lose. */
export async function readRedisSettings(connection: RedisConnection): Promise<RedisSettings> {
  const setting = async (name: string): Promise<string | undefined> => {
    const reply: Reply = await connection.command('CONFIG', 'GET', name).catch(() => null);
    const value = Array.isArray(reply) ? reply[1] : undefined;
    return Buffer.isBuffer(value) ? value.toString('utf8') : undefined;
  };
  // One after the other: any node of a cluster may be asked, and the first question is what connects to it.
  const maxmemory = await setting('maxmemory');
  const policy = await setting('maxmemory-policy');
  const appendonly = await setting('appendonly');
  const appendfsync = await setting('appendfsync');
  const info = await connection.run('replication', [], []).catch(() => null);
  const replicas = /^connected_slaves:(\d+)/m.exec(Buffer.isBuffer(info) ? info.toString('utf8') : '')?.[1];
  return {
    maxmemory,
    policy,
    appendonly,
    appendfsync,
    replicas: replicas === undefined ? undefined : Number(replicas),
  };
}

/** Whether this is a node of a cluster that is talked to as if it were alone. */
export async function clusterNotes(connection: RedisConnection): Promise<readonly string[]> {
  if (connection.clustered) return [];
  const info = await connection.command('INFO', 'cluster').catch(() => null);
  if (!/^cluster_enabled:1/m.test(Buffer.isBuffer(info) ? info.toString('utf8') : '')) return [];
  return [
    'Redis is a node of a cluster: when the slot of the keys moves to another node this one is of no use any more; say redis+cluster://, unless a proxy of its vendor stands before it.',
  ];
}

/** What the operator should know, one sentence each: which crash could lose what, and what to set. */
export function durabilityNotes(settings: RedisSettings): readonly string[] {
  const { maxmemory, policy, appendonly, appendfsync, replicas } = settings;
  const notes: string[] = [];
  if (policy === undefined || appendonly === undefined) {
    notes.push(
      'Redis does not tell its settings: make sure yourself of maxmemory-policy noeviction, appendonly yes and appendfsync always.',
    );
  }
  if (policy !== undefined && policy !== 'noeviction') {
    notes.push(
      maxmemory === '0'
        ? `Redis has maxmemory-policy ${policy}: as soon as a maxmemory is set it may evict accepted scans; set noeviction.`
        : `Redis has maxmemory-policy ${policy}: when its memory is full it evicts accepted scans, and the marks that keep an image from being billed twice; set noeviction.`,
    );
  }
  if (appendonly === 'no') {
    notes.push(
      'Redis has appendonly no: any crash or restart of Redis loses what came after its last snapshot, accepted scans and the marks that keep an image from being billed twice; set appendonly yes.',
    );
  } else if (appendonly === 'yes' && appendfsync !== 'always') {
    const lost = appendfsync === 'no' ? 'about the last half minute' : 'the last second or two';
    notes.push(
      `Redis has appendfsync ${appendfsync ?? 'unknown'}: its crash loses nothing, but a power cut or a crash of its machine loses ${lost}, so that a scan may be lost or an image billed twice; set appendfsync always.`,
    );
  } else if (appendonly === 'yes') {
    notes.push(
      'Redis writes every change to its disk before it answers: neither its crash nor a power cut loses an accepted scan.',
    );
  }
  if (replicas !== 0) {
    const who = replicas === undefined ? 'If Redis fails over to a replica' : 'When Redis fails over to its replica';
    notes.push(
      `${who}, what had not reached that one is lost, whatever the append-only file says: about the last second, so that a scan may be lost or an image billed twice; after a failover compare the bill with scanfill_images_submitted_total.`,
    );
  }
  return notes;
}
