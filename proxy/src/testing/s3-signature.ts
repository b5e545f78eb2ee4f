import { createHash, createHmac } from 'node:crypto';

/** A request as its signature sees it. */
export type SignedRequest = {
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
};

export type S3Keys = { readonly accessKeyId: string; readonly secret: string; readonly token?: string };

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/**
 * Verifies an AWS signature version 4, in the Authorization header or in the query, from Amazon's own description and
 * with none of the code that makes them. Undefined when it holds, else S3's error code.
 */
export function s3Refusal(request: SignedRequest, keys: S3Keys, nowMs: number): string | undefined {
  const [path = '', search = ''] = request.target.split('?');
  const pairs = search.split('&').filter((pair) => pair !== '');
  const query = new Map(pairs.map((pair) => pair.split('=').map(decodeURIComponent) as [string, string]));
  const given = query.has('X-Amz-Signature') ? fromQuery(query) : fromHeader(request.headers);
  if (given === undefined) return 'AccessDenied';
  const [accessKeyId, date = '', region = '', service = '', ending] = given.credential.split('/');
  if (ending !== 'aws4_request' || service !== 's3') return 'AuthorizationHeaderMalformed';
  if (accessKeyId !== keys.accessKeyId) return 'InvalidAccessKeyId';
  if (given.token !== keys.token) return 'InvalidToken';
  const signedAtMs = Date.parse(given.time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!given.time.startsWith(date) || Number.isNaN(signedAtMs)) return 'AuthorizationHeaderMalformed';
  if (nowMs > signedAtMs + (given.expiresMs ?? 15 * 60_000))
    return given.expiresMs ? 'AccessDenied' : 'RequestTimeTooSkewed';
  if (nowMs < signedAtMs - 15 * 60_000) return 'RequestTimeTooSkewed';
  if (!given.signedHeaders.includes('host')) return 'AccessDenied';

  const canonical = [
    request.method,
    path,
    pairs
      .filter((pair) => !pair.startsWith('X-Amz-Signature='))
      .sort()
      .join('&'),
    ...given.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    given.signedHeaders.join(';'),
    given.payload,
  ].join('\n');
  const scope = [date, region, service, ending].join('/');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${keys.secret}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${given.time}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return signature === given.signature ? undefined : 'SignatureDoesNotMatch';
}

type Given = {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly time: string;
  readonly payload: string;
  readonly token: string | undefined;
  readonly expiresMs: number | undefined;
};

function fromHeader(headers: SignedRequest['headers']): Given | undefined {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    headers.authorization ?? '',
  );
  if (parts === null) return undefined;
  const [, credential = '', names = '', signature = ''] = parts;
  const payload = headers['x-amz-content-sha256'];
  if (payload === undefined) return undefined;
  return {
    credential,
    signedHeaders: names.split(';'),
    signature,
    time: headers['x-amz-date'] ?? '',
    payload,
    token: headers['x-amz-security-token'],
    expiresMs: undefined,
  };
}

function fromQuery(query: ReadonlyMap<string, string>): Given {
  return {
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    time: query.get('X-Amz-Date') ?? '',
    payload: 'UNSIGNED-PAYLOAD',
    token: query.get('X-Amz-Security-Token'),
    expiresMs: Number(query.get('X-Amz-Expires')) * 1_000,
  };
}
