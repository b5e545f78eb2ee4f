import { createHmac, timingSafeEqual } from 'node:crypto';

/** Length of an image's id, which its token begins with. */
export const idLength = 22;

/**
 * What makes an address of an image hard to guess: a 128-bit MAC over its id and its generation. Given out under the
 * first secret and good under each, so that a rotation breaks none that is on its way.
 */
export type AddressMac = {
  of(id: string, generation: number): string;
  holds(id: string, generation: number, given: string): boolean;
};

export function createAddressMac(secrets: readonly [string, ...string[]]): AddressMac {
  function mac(secret: string, id: string, generation: number): string {
    return createHmac('sha256', secret)
      .update(`link ${id} ${generation}`)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
  }
  return {
    of: (id, generation) => mac(secrets[0], id, generation),
    holds(id, generation, given) {
      const bytes = Buffer.from(given);
      return secrets.some((secret) => {
        const right = Buffer.from(mac(secret, id, generation));
        return bytes.length === right.length && timingSafeEqual(bytes, right);
      });
    },
  };
}
