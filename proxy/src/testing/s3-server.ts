import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type S3Keys, s3Refusal } from './s3-signature.ts';

/** An object as the server keeps it. */
export type S3Object = {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly changedAtMs: number;
  /** As it was asked for. */
  readonly encryption: string | undefined;
};

/** A small S3 on loopback with its own signature check. */
export type S3Server = {
  readonly origin: string;
  readonly objects: Map<string, S3Object>;
  /** Every request as `METHOD key → status`. */
  readonly log: string[];
  /** What the next requests answer instead, in order: a status, a reset connection after the body, or nothing else. */
  readonly faults: (number | 'reset' | 'reset-kept' | 'none')[];
  /** May be changed while it runs. */
  keys: S3Keys;
  /** Methods that are not permitted. */
  readonly denied: Set<string>;
  /** What it does where encryption is asked for: `echo` says that it does it, `ignore` nothing, a status refuses. */
  encryption: 'echo' | 'ignore' | 400 | 501;
  stop(): Promise<void>;
};

const pageSize = 3;

/** Starts one that holds one bucket, addressed by path. */
export async function startS3Server(options: { bucket: string; keys: S3Keys; now?: () => number }): Promise<S3Server> {
  const { bucket, now = Date.now } = options;
  const objects = new Map<string, S3Object>();
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const s3: S3Server = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    log: [],
    faults: [],
    keys: options.keys,
    denied: new Set(),
    encryption: 'echo',
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: target = '' } = request;
    const url = new URL(target, s3.origin);
    const key = decodeURIComponent(url.pathname).replace(`/${bucket}/`, '');
    const end = (status: number, body: string | Buffer = '', headers: Record<string, string> = {}): void => {
      s3.log.push(`${method} ${key} → ${status}`);
      response.writeHead(status, headers).end(body);
    };
    const refuse = (status: number, code: string): void => end(status, `<Error><Code>${code}</Code></Error>`);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const refusal = s3Refusal({ method, target, headers }, s3.keys, now());
    if (refusal !== undefined) return refuse(403, refusal);
    if (method === 'PUT' && headers['content-length'] === undefined) return refuse(411, 'MissingContentLength');
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      s3.log.push(`${method} ${key} → cut`);
      return;
    }
    const encryption = headers['x-amz-server-side-encryption'];
    // What begins so has to be signed.
    if (
      encryption !== undefined &&
      !/SignedHeaders=[^,]*x-amz-server-side-encryption/.test(headers.authorization ?? '')
    )
      return refuse(403, 'AccessDenied');
    if (encryption !== undefined && typeof s3.encryption === 'number')
      return refuse(s3.encryption, s3.encryption === 501 ? 'NotImplemented' : 'InvalidArgument');
    const fault = s3.faults.shift();
    const put = (): void => {
      const mediaType = headers['content-type'] ?? '';
      objects.set(key, { bytes: Buffer.concat(chunks), mediaType, changedAtMs: now(), encryption });
    };
    if (fault === 'reset' || fault === 'reset-kept') {
      if (fault === 'reset-kept') put();
      s3.log.push(`${method} ${key} → ${fault}`);
      return void request.socket.destroy();
    }
    if (fault !== undefined && fault !== 'none') return refuse(fault, 'Scripted');
    if (s3.denied.has(method)) return refuse(403, 'AccessDenied');
    if (method === 'PUT') {
      put();
      const said = encryption !== undefined && s3.encryption === 'echo';
      return end(200, '', said ? { 'x-amz-server-side-encryption': encryption } : {});
    }
    if (method === 'DELETE') return end(objects.delete(key) ? 204 : 404);
    if (url.searchParams.has('list-type')) return end(200, listing(objects, url.searchParams));
    const object = objects.get(key);
    return object ? end(200, object.bytes, { 'content-type': object.mediaType }) : refuse(404, 'NoSuchKey');
  }
  return s3;
}

function listing(objects: ReadonlyMap<string, S3Object>, query: URLSearchParams): string {
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort();
  const from = Number(query.get('continuation-token') ?? 0);
  const page = keys.slice(from, from + pageSize).map((key) => {
    const changed = new Date(objects.get(key)?.changedAtMs ?? 0).toISOString();
    return `<Contents><Key>${key.replaceAll('&', '&amp;')}</Key><LastModified>${changed}</LastModified></Contents>`;
  });
  const more = from + pageSize < keys.length ? `<NextContinuationToken>${from + pageSize}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult>${page.join('')}${more}</ListBucketResult>`;
}
