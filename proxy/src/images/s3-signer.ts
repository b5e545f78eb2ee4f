import { createHash, createHmac } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';

/** Makes signers that share the keys they derive. */
export type SignerFactory = (options: ConstructorParameters<typeof AwsV4Signer>[0]) => AwsV4Signer;

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/**
 * aws4fetch's signers with the few hashes of a signature computed on the spot: through the Web Crypto that aws4fetch
 * uses each takes a trip to the thread pool, where a hundred addresses signed for a submission queue behind the disk.
 */
export function createSignerFactory(): SignerFactory {
  /** One for each day, region and secret. */
  const keys = new Map<string, Buffer>();

  function keyOf(secret: string, scope: string): Buffer {
    const name = `${secret} ${scope}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
    // Yesterday's, or those of temporary credentials that are over.
    if (keys.size >= 10) keys.clear();
    const derived = Buffer.from(key);
    keys.set(name, derived);
    return derived;
  }

  class DirectSigner extends AwsV4Signer {
    override async signature(): Promise<string> {
      const { datetime, credentialString, secretAccessKey } = this;
      const request = createHash('sha256')
        .update(await this.canonicalString(), 'utf8')
        .digest('hex');
      const text = ['AWS4-HMAC-SHA256', datetime, credentialString, request].join('\n');
      return hmac(keyOf(secretAccessKey, credentialString), text).toString('hex');
    }
  }
  return (options) => new DirectSigner(options);
}
