import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from '../green/credentials.ts';

/** A request to be signed, by whose keys, and where. */
export type Unsigned = {
  readonly method: string;
  /** With the port where it is not the usual one. */
  readonly host: string;
  /** Escaped by `escaped`, piece by piece. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly region: string;
  readonly credentials: Credentials;
  /** Further headers beginning with `x-amz-`, in lower case: S3 wants them signed. */
  readonly amz?: Readonly<Record<string, string>>;
  /** By the wall clock. */
  readonly atMs: number;
};

/** Signs for S3 (signature version 4) with the payload left out, so that it can stream. */
export type S3Signer = {
  /** The query as it was signed, with its `?`, and the headers to be sent beside `Host`. */
  header(request: Unsigned): { readonly search: string; readonly headers: Readonly<Record<string, string>> };
  /** A query, with its `?`, that lets whoever has it make the request within so many seconds. */
  query(request: Unsigned, seconds: number): string;
};

const algorithm = 'AWS4-HMAC-SHA256';
const payload = 'UNSIGNED-PAYLOAD';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/** As S3 escapes paths and queries: everything but letters, digits and `-._~`. */
export const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * A signer that keeps the keys it derives. On the spot, by `node:crypto`: through Web Crypto each of a signature's
 * hashes takes a trip to the thread pool, where a hundred addresses signed for a submission queue behind the disk.
 */
export function createS3Signer(): S3Signer {
  /** One for each day, region and secret. */
  const keys = new Map<string, Buffer>();

  function keyOf(secret: string, scope: string): Buffer {
    const name = `${secret} ${scope}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    const derived = Buffer.from(scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`));
    // Yesterday's, or those of temporary credentials that are over.
    if (keys.size >= 10) keys.clear();
    keys.set(name, derived);
    return derived;
  }

  function signature(request: Unsigned, time: string, search: string, headers: readonly (readonly string[])[]): string {
    const canonical = [
      request.method,
      request.path,
      search,
      ...headers.map(([name, value]) => `${name}:${value}`),
      '',
      headers.map(([name]) => name).join(';'),
      payload,
    ].join('\n');
    const scope = scopeOf(request, time);
    const text = `${algorithm}\n${time}\n${scope}\n${createHash('sha256').update(canonical, 'utf8').digest('hex')}`;
    return hmac(keyOf(request.credentials.accessKeySecret, scope), text).toString('hex');
  }

  return {
    header(request) {
      const { host, credentials } = request;
      const time = timeOf(request.atMs);
      const search = searchOf(request.query ?? {});
      const token = credentials.securityToken;
      const own = [
        ['x-amz-content-sha256', payload],
        ['x-amz-date', time],
        ...(token === undefined ? [] : [['x-amz-security-token', token]]),
        ...Object.entries(request.amz ?? {}),
      ] as const;
      // In the order of their names.
      const signed = [['host', host], ...[...own].sort(([one = ''], [other = '']) => (one < other ? -1 : 1))];
      const authorization = [
        `${algorithm} Credential=${credentials.accessKeyId}/${scopeOf(request, time)}`,
        `SignedHeaders=${signed.map(([name]) => name).join(';')}`,
        `Signature=${signature(request, time, search, signed)}`,
      ].join(', ');
      return { search: search && `?${search}`, headers: { ...Object.fromEntries(own), authorization } };
    },

    query(request, seconds) {
      const { host, credentials } = request;
      const time = timeOf(request.atMs);
      const search = searchOf({
        ...request.query,
        'X-Amz-Algorithm': algorithm,
        'X-Amz-Credential': `${credentials.accessKeyId}/${scopeOf(request, time)}`,
        'X-Amz-Date': time,
        'X-Amz-Expires': String(seconds),
        ...(credentials.securityToken === undefined ? {} : { 'X-Amz-Security-Token': credentials.securityToken }),
        'X-Amz-SignedHeaders': 'host',
      });
      return `?${search}&X-Amz-Signature=${signature(request, time, search, [['host', host]])}`;
    },
  };
}

const timeOf = (atMs: number): string => new Date(atMs).toISOString().replace(/[:-]|\.\d{3}/g, '');

const scopeOf = ({ region }: Unsigned, time: string): string => `${time.slice(0, 8)}/${region}/s3/aws4_request`;

/** In the order of the escaped names. */
const searchOf = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
