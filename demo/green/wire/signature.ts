import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a request's signature covers. Header names in lower case, query values decoded. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string | undefined>>;
};

/**
 * The text an ROA request signs: method and four headers a line each, every `x-acs-…` header sorted by name, then the
 * path with its query sorted by name and not percent-encoded.
 */
export function textToSign({ method, path, query, headers }: SignedRequest): string {
  const fixed = [method, headers.accept, headers['content-md5'], headers['content-type'], headers.date];
  const signed = Object.keys(headers)
    .filter((name) => name.startsWith('x-acs-'))
    .sort()
    .map((name) => `${name}:${(headers[name] ?? '').trim()}`);
  const pairs = [...query]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`);
  const resource = pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
  return [...fixed.map((value) => value ?? ''), ...signed, resource].join('\n');
}

/** base64(HMAC-SHA1(secret, text)). */
export function hmacSha1(secret: string, text: string): string {
  return createHmac('sha1', secret).update(text, 'utf8').digest('base64');
}

/** base64 of the binary MD5: what Content-MD5 must hold. */
export function contentMd5(body: Uint8Array): string {
  return createHash('md5').update(body).digest('base64');
}

/** Whether two short texts are equal, in a time that does not tell where they differ. */
export function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Splits `acs {AccessKeyId}:{signature}`. */
export function parseAuthorization(header: string): { accessKeyId: string; signature: string } | undefined {
  const match = /^acs ([^:\s]+):(\S+)$/.exec(header);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { accessKeyId: match[1], signature: match[2] };
}
