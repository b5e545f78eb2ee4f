import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Seals records with AES-256-GCM. A record opens only under the id and the version it was sealed for: it cannot be put
 * in another one's place, nor an old one in its own.
 */
export type Sealer = {
  /** `version`: 0 where a record has none. */
  seal(id: string, plain: string, version?: number): Buffer;
  /** Throws `SealError`. */
  open(id: string, sealed: Uint8Array, version?: number): string;
  /**
   * A name that stands for another one where it can be read; the same for every sealer whose first secret is the same.
   */
  blind(name: string): string;
};

/** `key`: sealed under a secret that is not among ours · `broken`: changed, cut, or sealed for another id. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly reason: 'key' | 'broken';
  constructor(reason: 'key' | 'broken') {
    super(reason === 'key' ? 'sealed under a secret that is not configured' : 'the sealed record is broken');
    this.reason = reason;
  }
}

/** A secret as a sealer uses it. */
export type SealKey = {
  /** Four bytes derived from the secret, which stand before every record: so a rotation needs no names. */
  readonly id: Buffer;
  /** A 32-byte key for one salt. */
  derive(salt: Uint8Array): Buffer;
  /** A 32-byte key for names. */
  readonly names: Buffer;
};

/**
 * HKDF-SHA256 of a secret; `purpose` keeps the keys of different uses apart. A salt's key is one HMAC more, cheap
 * enough for every file.
 */
export function createSealKey(secret: string, purpose: string): SealKey {
  const hkdf = (use: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', `scanfill ${purpose} ${use}`, bytes));
  const root = hkdf('root', 32);
  return {
    id: hkdf('key id', 4),
    names: hkdf('names', 32),
    derive: (salt) => createHmac('sha256', root).update(salt).digest(),
  };
}

const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const formatByte = 1;
const headBytes = 1 + 4 + saltBytes + nonceBytes;
/** Salts are few, one for each start of a process; more than these are somebody's garbage. */
const keptKeys = 1_000;

export type SealerOptions = {
  /**
   * The first seals, all open: put a new one in front, and drop the old one when nothing sealed under it is left (an
   * hour later).
   */
  readonly secrets: readonly [string, ...string[]];
  readonly purpose: string;
  readonly random?: (bytes: number) => Buffer;
};

/**
 * A sealer. Each has a salt of its own and counts its nonces under the key derived from it, so that no nonce is used
 * twice however many records are sealed; random nonces under one key would have to stop after 2³² of them, twelve days
 * at a thousand scans a second.
 */
export function createSealer(options: SealerOptions): Sealer {
  const { secrets, purpose, random = randomBytes } = options;
  const keys = secrets.map((secret) => createSealKey(secret, purpose));
  const salt = random(saltBytes);
  const derived = new Map<string, Buffer>();
  let sealed = 0n;

  const derive = (key: SealKey, from: Uint8Array): Buffer => {
    const name = Buffer.concat([key.id, from]).toString('latin1');
    const known = derived.get(name);
    if (known !== undefined) return known;
    const fresh = key.derive(from);
    if (derived.size >= keptKeys) derived.clear();
    derived.set(name, fresh);
    return fresh;
  };

  const current = keys[0] ?? createSealKey(secrets[0], purpose);
  const own = current.derive(salt);

  return {
    blind: (name) =>
      createHmac('sha256', current.names).update(name, 'utf8').digest().subarray(0, 16).toString('base64url'),

    seal(id, plain, version = 0) {
      const nonce = Buffer.alloc(nonceBytes);
      nonce.writeBigUInt64BE(sealed, nonceBytes - 8);
      sealed += 1n;
      const head = Buffer.concat([Buffer.of(formatByte), current.id, salt, nonce]);
      const cipher = createCipheriv('aes-256-gcm', own, nonce).setAAD(associated(head, id, version));
      return Buffer.concat([head, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },

    open(id, record, version = 0) {
      const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
      if (bytes.length < headBytes + tagBytes || bytes[0] !== formatByte) throw new SealError('broken');
      const key = keys.find((each) => each.id.equals(bytes.subarray(1, 5)));
      if (key === undefined) throw new SealError('key');
      const head = bytes.subarray(0, headBytes);
      try {
        const decipher = createDecipheriv(
          'aes-256-gcm',
          derive(key, head.subarray(5, 5 + saltBytes)),
          head.subarray(5 + saltBytes),
          { authTagLength: tagBytes },
        );
        decipher.setAAD(associated(head, id, version)).setAuthTag(bytes.subarray(-tagBytes));
        return decipher.update(bytes.subarray(headBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new SealError('broken');
      }
    },
  };
}

const associated = (head: Buffer, id: string, version: number): Buffer =>
  Buffer.concat([head, Buffer.from(version === 0 ? id : `${id} ${version}`, 'utf8')]);
