import { createHash } from 'node:crypto';
import { sm3 } from './sm3.ts';

/** What proves a callback: the hash of account id, seed and content, in lower-case hex. */
export function checksumOf(uid: string, seed: string, content: string, cryptType: 'SHA256' | 'SM3'): string {
  const text = `${uid}${seed}${content}`;
  return cryptType === 'SM3' ? sm3(Buffer.from(text)) : createHash('sha256').update(text, 'utf8').digest('hex');
}
