import { createGreenClient } from '../../proxy/src/green/client.ts';
import type { Credentials } from '../../proxy/src/green/credentials.ts';
import { createGreenImages } from '../../proxy/src/images/green.ts';
import { codePlace } from './code-place.ts';
import type { Finding } from './finding.ts';
import { type BilledLook, lookBilled } from './look-billed.ts';
import { lookFree } from './look-free.ts';
import { createWireCall } from './wire-call.ts';

export type LookOptions = {
  /** Origin of Green. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  readonly picture: BilledLook['picture'];
  /** False: free queries only. */
  readonly billed: boolean;
  readonly sleep: BilledLook['sleep'];
  readonly today: string;
};

/**
 * Looks at everything of Green's that no document settles. Images go through Alibaba's own upload bucket, so that it
 * works behind NAT.
 */
export async function look(options: LookOptions): Promise<readonly Finding[]> {
  const { endpoint, credentials, billed, sleep } = options;
  const client = createGreenClient({ endpoint, credentials: () => credentials });
  try {
    const call = createWireCall(endpoint, credentials);
    const findings = [...(await lookFree(client, call, sleep))];
    if (!billed) return findings;
    const images = createGreenImages({ uploadCredentials: client.uploadCredentials });
    const scans = await lookBilled({ ...options, call, images });
    const read = scans.filter(({ verdict, guess }) => guess.startsWith('extras.card') && verdict === 'holds').length;
    findings.push(...scans, {
      guess: 'objects put with uploadcredentials can be read as oss:// addresses',
      seen: `${read} card types were read from such objects`,
      verdict: read > 0 ? 'holds' : 'differs',
      code: codePlace('proxy/src/images/green.ts', 'return `oss://'),
    });
    return findings;
  } finally {
    await client.close();
  }
}
