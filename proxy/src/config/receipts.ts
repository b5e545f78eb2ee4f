import type { KeyObject } from 'node:crypto';
import type { ProxyOptions } from '../options.ts';
import { readPrivateKey, readPublicKey } from '../receipt/receipt-keys.ts';
import { ConfigError } from './fault.ts';

/** How receipts are signed. */
export type ReceiptSettings = {
  /** Undefined: derived from the store's secrets. */
  readonly key: KeyObject | undefined;
  /** Still published during a rotation. */
  readonly previousKey: KeyObject | undefined;
  readonly audience: string;
};

/** Whom receipts are for where nothing else names the service. */
const usualAudience = 'scanfill';

/** Reads the keys; throws a `ConfigError` where one is none, or a former one stands alone. */
export function receiptSettings(
  { receiptKey, previousReceiptKey, receiptAudience }: ProxyOptions,
  publicUrl: string | undefined,
): ReceiptSettings {
  if (previousReceiptKey !== undefined && receiptKey === undefined)
    throw new ConfigError('RECEIPT_KEY', 'is missing while RECEIPT_KEY_PREVIOUS is set');
  return {
    key: readWith('RECEIPT_KEY', receiptKey, readPrivateKey),
    previousKey: readWith('RECEIPT_KEY_PREVIOUS', previousReceiptKey, readPublicKey),
    audience: receiptAudience ?? publicUrl ?? usualAudience,
  };
}

function readWith(
  variable: string,
  text: string | undefined,
  read: (text: string) => KeyObject,
): KeyObject | undefined {
  if (text === undefined) return undefined;
  try {
    return read(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : 'cannot be read';
    throw new ConfigError(variable, `${what}; make one with: openssl genpkey -algorithm ed25519`);
  }
}
