import type { IncomingMessage } from 'node:http';
import { limits } from '@scanfill/proxy/contract';
import { readBody } from '../read-body.ts';
import { errorAnswer, type OssAnswer, type OssParts, ownBucket, serveObject, uploadBucket } from './oss.ts';

/** A customer's bucket takes whatever it is given; a sealed photo is larger than the photo. */
const mostObjectBytes = limits.maxBytes * 2;
const buckets = [uploadBucket, ownBucket];

/** Bucket and key a request names, by host or by path; `undefined` where it is no object storage request. */
export function objectAddress(url: URL, host: string): { bucket: string; key: string } | undefined {
  const path = url.pathname.slice(1);
  const byHost = buckets.find((bucket) => host.startsWith(`${bucket}.`));
  const bucket = byHost ?? buckets.find((name) => path === name || path.startsWith(`${name}/`));
  if (bucket === undefined) return undefined;
  try {
    return { bucket, key: decodeURIComponent(byHost === undefined ? path.slice(bucket.length + 1) : path) };
  } catch {
    return undefined;
  }
}

/** Reads one object storage request and carries it out. */
export async function answerObjectRequest(
  request: IncomingMessage,
  url: URL,
  headers: Readonly<Record<string, string | undefined>>,
  address: { bucket: string; key: string },
  parts: OssParts,
): Promise<OssAnswer> {
  const body = await readBody(request, address.bucket === ownBucket ? mostObjectBytes : limits.maxBytes);
  if (body === undefined) return errorAnswer('EntityTooLarge');
  const { method = '', url: target = '' } = request;
  const [rawPath = ''] = target.split('?');
  return serveObject({ method, rawPath, query: url.searchParams, headers, ...address, body }, parts);
}
