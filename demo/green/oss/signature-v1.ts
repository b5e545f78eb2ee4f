import { hmacSha1, sameText } from '../wire/signature.ts';
import type { OssProof, OssRequest } from './request.ts';

/**
 * OSS V1, in the header: `OSS {AccessKeyId}:{base64(HMAC-SHA1(secret, text))}` over method, Content-MD5, Content-Type,
 * date, the `x-oss-…` headers sorted by name, and `/{bucket}/{key}`.
 */
export function proveV1({ method, headers, bucket, key }: OssRequest): OssProof {
  const match = /^OSS ([^:\s]+):(\S+)$/.exec(headers.authorization ?? '');
  const date = headers['x-oss-date'] ?? headers.date ?? '';
  const at = Date.parse(date);
  if (match?.[1] === undefined || match[2] === undefined || Number.isNaN(at)) {
    return { kind: 'refused', code: 'AccessDenied' };
  }
  const [, accessKeyId, signature] = match;
  const special = Object.keys(headers)
    .filter((name) => name.startsWith('x-oss-'))
    .sort()
    .map((name) => `${name}:${(headers[name] ?? '').trim()}\n`);
  const fixed = [method, headers['content-md5'] ?? '', headers['content-type'] ?? '', date];
  const text = `${fixed.join('\n')}\n${special.join('')}/${bucket}/${key}`;
  return {
    kind: 'signed',
    accessKeyId,
    securityToken: headers['x-oss-security-token'],
    at,
    holds: (secret) => sameText(hmacSha1(secret, text), signature),
  };
}
