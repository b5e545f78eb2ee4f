import { createHash } from 'node:crypto';
import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import { contentMd5 } from '../wire/signature.ts';
import { listPage } from './list.ts';
import type { Objects } from './objects.ts';
import { type OssCode, type OssProof, type OssRequest, ossStatus } from './request.ts';
import { proveV1 } from './signature-v1.ts';
import { proveV4 } from './signature-v4.ts';
import type { UploadGrant, UploadGrants } from './upload-grants.ts';

/** Where upload grants point. */
export const uploadBucket = 'green-standin-uploads';

/** A bucket of the accounts' own, open to their access keys. */
export const ownBucket = 'standin-bucket';

/** An answer of object storage. */
export type OssAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

/** What object storage needs. */
export type OssParts = {
  readonly clock: Clock;
  readonly accounts: readonly Account[];
  readonly grants: UploadGrants;
  readonly objects: Objects;
  readonly dateToleranceMs: number;
};

/** An error in object storage's XML. */
export function errorAnswer(code: OssCode): OssAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status: ossStatus[code], headers: { 'content-type': 'application/xml' }, body };
}

function prove(request: OssRequest): OssProof {
  const { authorization = '' } = request.headers;
  if (authorization.startsWith('OSS ')) return proveV1(request);
  if (authorization.startsWith('AWS4-HMAC-SHA256 ') || request.query.has('X-Amz-Signature')) return proveV4(request);
  return { kind: 'refused', code: 'AccessDenied' };
}

type Permission = Pick<UploadGrant, 'accessKeySecret' | 'expiredTime'> & {
  readonly securityToken: string | undefined;
  /** What the keys it covers begin with. */
  readonly prefix: string;
};

/**
 * What an access key permits in a bucket: a grant its folder of the upload bucket, an account's own key the whole of
 * its own.
 */
function permission(bucket: string, accessKeyId: string, { accounts, grants }: OssParts): Permission | undefined {
  if (bucket === uploadBucket) {
    const grant = grants.find(accessKeyId);
    return grant && { ...grant, prefix: `${grant.uploadFolder}/` };
  }
  const account = accounts.find((one) => one.accessKeyId === accessKeyId);
  if (account === undefined) return undefined;
  const { accessKeySecret, securityToken } = account;
  return { accessKeySecret, securityToken, expiredTime: Number.POSITIVE_INFINITY, prefix: '' };
}

/** Why a request may not be carried out, or nothing. */
function refusal(request: OssRequest, parts: OssParts): OssCode | undefined {
  const { clock, dateToleranceMs } = parts;
  const proof = prove(request);
  if (proof.kind === 'refused') return proof.code;
  const grant = permission(request.bucket, proof.accessKeyId, parts);
  const now = clock.now();
  if (grant === undefined) return 'InvalidAccessKeyId';
  if (grant.expiredTime <= now) return 'SecurityTokenExpired';
  if (proof.securityToken !== grant.securityToken) return 'InvalidSecurityToken';
  const lifetimeMs = Number(request.query.get('X-Amz-Expires') ?? 0) * 1_000;
  if (proof.at > now + dateToleranceMs || proof.at < now - Math.max(dateToleranceMs, lifetimeMs)) {
    return 'RequestTimeTooSkewed';
  }
  if (!proof.holds(grant.accessKeySecret)) return 'SignatureDoesNotMatch';
  return request.key.startsWith(grant.prefix) ? undefined : 'AccessDenied';
}

/** Carries out one signed PUT, GET, HEAD or DELETE of an object, or the listing of a bucket. */
export function serveObject(request: OssRequest, parts: OssParts): OssAnswer {
  const refused = refusal(request, parts);
  if (refused !== undefined) return errorAnswer(refused);
  const { method, body, headers } = request;
  const key = `${request.bucket}/${request.key}`;
  const now = parts.clock.now();
  switch (method) {
    case 'PUT': {
      const md5 = headers['content-md5'];
      if (md5 !== undefined && md5 !== contentMd5(body)) return errorAnswer('InvalidDigest');
      parts.objects.put(key, body, now);
      const etag = createHash('md5').update(body).digest('hex').toUpperCase();
      return { status: 200, headers: { etag: `"${etag}"` }, body: '' };
    }
    case 'GET':
    case 'HEAD': {
      if (request.key === '' && request.query.has('list-type')) {
        const page = listPage(parts.objects.list(request.bucket), request.query);
        return { status: 200, headers: { 'content-type': 'application/xml' }, body: page };
      }
      const bytes = parts.objects.get(key, now);
      if (bytes === undefined) return errorAnswer('NoSuchKey');
      const length = String(bytes.byteLength);
      return { status: 200, headers: { 'content-length': length }, body: method === 'HEAD' ? '' : bytes };
    }
    case 'DELETE':
      parts.objects.remove(key);
      return { status: 204, headers: {}, body: '' };
    default:
      return errorAnswer('MethodNotAllowed');
  }
}
