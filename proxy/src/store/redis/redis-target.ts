/** One server of Redis. */
export type RedisHost = { readonly host: string; readonly port: number };

/** Who says who we are; both may be missing. */
type Login = { readonly username?: string; readonly password?: string };

/** Where Redis is, and how it is to be talked to. */
export type RedisTarget = Login & { readonly tls: boolean } & (
    | { readonly kind: 'socket'; readonly path: string }
    | { readonly kind: 'server'; readonly at: RedisHost; readonly db: number; readonly family?: number }
    | { readonly kind: 'cluster'; readonly nodes: readonly RedisHost[] }
    | {
        readonly kind: 'sentinel';
        readonly sentinels: readonly RedisHost[];
        /** What the Sentinels call the primary. */
        readonly name: string;
        readonly db: number;
        /** What the Sentinels themselves want to know. */
        readonly sentinelLogin: Login;
      }
  );

/** The forms of a `STORE_URL` of Redis, for messages. */
export const redisForms =
  'redis://…, rediss://…, unix:///…, redis+sentinel://host,host/name, redis+cluster://host,host (valkey… alike)';

const form =
  /^(?:redis|valkey)(s?)(?:\+(sentinel|cluster))?:\/\/(?:([^/?#]*)@)?([^/?#@]+)(?:\/([^?#]*))?(?:\?([^#]*))?$/;

/** Whether a text means to name a Redis. */
export const namesRedis = (text: string): boolean =>
  /^(?:(?:redis|valkey)s?(?:\+\w+)?|unix|redis\+unix):\/\//.test(text);

/**
 * Reads `redis://`, `rediss://` (TLS), `unix://`, `redis+sentinel://user:password@host,host/name/db` and
 * `redis+cluster://user:password@host,host`, each also with `s` for TLS and with `valkey` for `redis`. Sentinels with a
 * login of their own have it as `?sentinelUsername=…&sentinelPassword=…`. Throws an `Error` whose message says what is
 * wrong, without quoting a login.
 */
export function parseRedisUrl(text: string): RedisTarget {
  const socket = /^(?:redis\+)?unix:\/\/(\/[^?]+)$/.exec(text)?.[1];
  if (socket !== undefined) return { kind: 'socket', path: socket, tls: false };
  const parts = form.exec(text);
  if (parts === null) throw new Error(`is none of ${redisForms}`);
  const [, secure = '', kind, auth = '', hosts = '', path = '', query = ''] = parts;
  const asked = new URLSearchParams(query);
  const common = { tls: secure !== '', ...loginOf(auth) };
  const option = (name: string): string | undefined => {
    const value = asked.get(name) ?? undefined;
    asked.delete(name);
    return value;
  };
  const target = targetOf();
  const [unknown] = asked.keys();
  if (unknown !== undefined) throw new Error(`has an option that is not known: ${unknown}`);
  return target;

  function targetOf(): RedisTarget {
    if (kind === 'cluster') {
      if (path !== '' && path !== '0') throw new Error('names a database; a cluster has only number 0');
      return { kind, nodes: hostsOf(hosts, 6_379), ...common };
    }
    if (kind === 'sentinel') {
      const [name = '', db = '0'] = path.split('/');
      if (name === '') throw new Error('names no primary: redis+sentinel://host,host/name');
      const sentinelLogin = login(option('sentinelUsername'), option('sentinelPassword'));
      return { kind, sentinels: hostsOf(hosts, 26_379), name: decoded(name), db: dbOf(db), sentinelLogin, ...common };
    }
    const [at, ...more] = hostsOf(hosts, 6_379);
    if (at === undefined || more.length > 0)
      throw new Error('names several hosts: say redis+sentinel:// or redis+cluster://');
    const family = option('family');
    if (family !== undefined && !/^[46]$/.test(family)) throw new Error('has a family that is neither 4 nor 6');
    return {
      kind: 'server',
      at,
      db: dbOf(path === '' ? '0' : path),
      ...(family === undefined ? {} : { family: Number(family) }),
      ...common,
    };
  }
}

function loginOf(auth: string): Login {
  if (auth === '') return {};
  const at = auth.indexOf(':');
  return at < 0 ? login(decoded(auth), undefined) : login(decoded(auth.slice(0, at)), decoded(auth.slice(at + 1)));
}

function login(username: string | undefined, password: string | undefined): Login {
  return {
    ...(username === undefined || username === '' ? {} : { username }),
    ...(password === undefined || password === '' ? {} : { password }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('has a % that is no escape; write it as %25');
  }
}

function dbOf(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new Error('has a database that is no number');
  return Number(text);
}

function hostsOf(text: string, usualPort: number): readonly RedisHost[] {
  return text.split(',').map((each) => {
    const [, six, name, port] = /^(?:\[([\da-fA-F:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(each.trim()) ?? [];
    const host = six ?? name;
    if (host === undefined)
      throw new Error('has a host that cannot be read; a password’s @ / ? : are written as %40 …');
    return { host, port: port === undefined ? usualPort : Number(port) };
  });
}
