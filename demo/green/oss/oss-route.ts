import type { IncomingMessage } from 'node:http';
import { limits } from '@scanfill/proxy/contract';
import { readBody } from '../read-body.ts';
import { errorAnswer, type OssAnswer, type OssParts, serveObject, uploadBucket } from './oss.ts';

/** Bucket and key a request names, by host or by path; `undefined` where it is no object storage request. */
export function objectAddress(url: URL, host: string): { bucket: string; key: string } | undefined {
  const path = url.pathname.slice(1);
  const byHost = host.startsWith(`${uploadBucket}.`);
  const slash = path.indexOf('/');
  if (!byHost && path.slice(0, Math.max(0, slash)) !== uploadBucket) return undefined;
  try {
    return { bucket: uploadBucket, key: decodeURIComponent(byHost ? path : path.slice(slash + 1)) };
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
  const body = await readBody(request, limits.maxBytes);
  if (body === undefined) return errorAnswer('EntityTooLarge');
  const { method = '', url: target = '' } = request;
  const [rawPath = ''] = target.split('?');
  return serveObject({ method, rawPath, query: url.searchParams, headers, ...address, body }, parts);
}
