import { createHash, createHmac } from 'node:crypto';
import { sameText } from '../wire/signature.ts';
import type { OssProof, OssRequest } from './request.ts';

const algorithm = 'AWS4-HMAC-SHA256';
const unsignedPayload = 'UNSIGNED-PAYLOAD';
const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Uint8Array | string, text: string) => createHmac('sha256', key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
const byOrdinal = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

type Parts = { credential: string; signedHeaders: string; signature: string; date: string; payload: string };

function parseHeader({ headers }: OssRequest): Parts | undefined {
  const value = (name: string) => new RegExp(`\\b${name}=([^,\\s]+)`).exec(headers.authorization ?? '')?.[1];
  const [credential, signedHeaders, signature] = [value('Credential'), value('SignedHeaders'), value('Signature')];
  const date = headers['x-amz-date'];
  if (credential === undefined || signedHeaders === undefined || signature === undefined || date === undefined) {
    return undefined;
  }
  return { credential, signedHeaders, signature, date, payload: headers['x-amz-content-sha256'] ?? '' };
}

function parseQuery({ query }: OssRequest): Parts | undefined {
  const [credential, signedHeaders] = [query.get('X-Amz-Credential'), query.get('X-Amz-SignedHeaders')];
  const [signature, date] = [query.get('X-Amz-Signature'), query.get('X-Amz-Date')];
  if (credential === null || signedHeaders === null || signature === null || date === null) return undefined;
  return { credential, signedHeaders, signature, date, payload: unsignedPayload };
}

function parseDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function canonicalRequest({ method, rawPath, query, headers }: OssRequest, { signedHeaders, payload }: Parts): string {
  const path = rawPath
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');
  const pairs = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort(byOrdinal);
  const lines = signedHeaders.split(';').map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  return [method, path, pairs.join('&'), lines.join(''), signedHeaders, payload].join('\n');
}

/** The host and every `x-amz-…` header that was sent must be under the signature. */
function coversEnough({ headers }: OssRequest, signedHeaders: readonly string[]): boolean {
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  return needed.every((name) => signedHeaders.includes(name));
}

/** AWS Signature Version 4 as object storage's S3 interface takes it, in the header or in the query. */
export function proveV4(request: OssRequest): OssProof {
  const inQuery = request.query.has('X-Amz-Signature');
  const parts = inQuery ? parseQuery(request) : parseHeader(request);
  if (parts === undefined) return { kind: 'refused', code: 'AccessDenied' };
  const [accessKeyId, day, region, service, terminator] = parts.credential.split('/');
  const at = parseDate(parts.date);
  if (accessKeyId === undefined || Number.isNaN(at) || day === undefined || !parts.date.startsWith(day)) {
    return { kind: 'refused', code: 'AccessDenied' };
  }
  if (region === undefined || service !== 's3' || terminator !== 'aws4_request') {
    return { kind: 'refused', code: 'AccessDenied' };
  }
  if (parts.payload.startsWith('STREAMING-')) return { kind: 'refused', code: 'NotImplemented' };
  if (parts.payload !== unsignedPayload && parts.payload !== sha256(request.body)) {
    return { kind: 'refused', code: 'XAmzContentSHA256Mismatch' };
  }
  if (!coversEnough(request, parts.signedHeaders.split(';'))) return { kind: 'refused', code: 'AccessDenied' };
  const scope = [day, region, service, terminator].join('/');
  const text = [algorithm, parts.date, scope, sha256(canonicalRequest(request, parts))].join('\n');
  return {
    kind: 'signed',
    accessKeyId,
    securityToken: request.headers['x-amz-security-token'] ?? request.query.get('X-Amz-Security-Token') ?? undefined,
    at,
    holds(secret) {
      const key = [day, region, service, terminator].reduce<Uint8Array | string>(hmac, `AWS4${secret}`);
      return sameText(hmac(key, text).toString('hex'), parts.signature);
    },
  };
}
