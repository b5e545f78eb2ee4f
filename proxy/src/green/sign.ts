import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from './credentials.ts';

/** The version of Green's API; an older one is answered with `InvalidAction.NotFound`. */
const apiVersion = '2018-05-09';

/** What a signature is made of. Pure: the same input gives the same bytes. */
export type SignInput = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Raw values, not percent-encoded; `urlOf` encodes them for the wire. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly credentials: Credentials;
  /** Unique for each request: a used one is refused, and so a replay cannot bill twice. */
  readonly nonce: string;
  readonly date: Date;
};

/**
 * The headers of a signed request (Alibaba Cloud's ROA style, HMAC-SHA1), names in lower case, `authorization` among
 * them. They are exact: `content-type` carries no charset and `accept` is present, because both stand in the signed
 * text.
 */
export function sign(input: SignInput): Record<string, string> {
  const { accessKeyId, accessKeySecret, securityToken } = input.credentials;
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/json',
    'content-md5': createHash('md5').update(input.body, 'utf8').digest('base64'),
    date: input.date.toUTCString(),
    'x-acs-signature-method': 'HMAC-SHA1',
    'x-acs-signature-nonce': input.nonce,
    'x-acs-signature-version': '1.0',
    'x-acs-version': apiVersion,
    ...(securityToken === undefined
      ? {}
      : { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken }),
  };
  const signature = hmacSha1(accessKeySecret, stringToSign(input.method, input.path, input.query ?? {}, headers));
  return { ...headers, authorization: `acs ${accessKeyId}:${signature}` };
}

/**
 * The text that is signed: the method, four headers by position, the `x-acs-` headers by name, then path and raw query.
 */
export function stringToSign(
  method: string,
  path: string,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): string {
  const positional = ['accept', 'content-md5', 'content-type', 'date'].map((name) => `${headers[name] ?? ''}\n`);
  const named = Object.keys(headers)
    .filter((name) => name.startsWith('x-acs-'))
    .sort()
    .map((name) => `${name}:${headers[name] ?? ''}\n`);
  return `${method}\n${positional.join('')}${named.join('')}${resource(path, query, (text) => text)}`;
}

/** Base64 of HMAC-SHA1 over the text as UTF-8. */
export function hmacSha1(secret: string, text: string): string {
  return createHmac('sha1', secret).update(text, 'utf8').digest('base64');
}

/** Path and query as they stand in the request line. */
export function urlOf(path: string, query: Readonly<Record<string, string>> = {}): string {
  return resource(path, query, encodeURIComponent);
}

function resource(path: string, query: Readonly<Record<string, string>>, encode: (text: string) => string): string {
  const pairs = Object.keys(query)
    .sort()
    .map((key) => `${encode(key)}=${encode(query[key] ?? '')}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
