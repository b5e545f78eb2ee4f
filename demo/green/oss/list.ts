import type { StoredObject } from './objects.ts';

const mostKeys = 1_000;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string) => text.replace(/[&<>]/g, (character) => escapes[character] ?? character);

/** One page of S3's ListObjectsV2, in the order of the keys; the token of the next page is the last key of this one. */
export function listPage(objects: readonly StoredObject[], query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const found = objects
    .filter(({ key }) => key.startsWith(prefix) && key > after)
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  const page = found.slice(0, Math.min(mostKeys, Number(query.get('max-keys') ?? mostKeys)));
  const contents = page.map(
    ({ key, at, size }) =>
      `<Contents><Key>${escapeXml(key)}</Key><LastModified>${new Date(at).toISOString()}</LastModified><Size>${size}</Size></Contents>`,
  );
  const last = page.at(-1);
  const more = last !== undefined && page.length < found.length;
  const next = more ? `<NextContinuationToken>${escapeXml(last.key)}</NextContinuationToken>` : '';
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${more}</IsTruncated><KeyCount>${page.length}</KeyCount>${next}${contents.join('')}</ListBucketResult>`;
}
