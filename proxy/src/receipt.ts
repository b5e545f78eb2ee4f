/** Receipts on the host's backend: what a card really said, whatever a browser sends. */

export type { ReceiptKeySource } from './receipt/key-source.ts';
export { ReceiptError, type ReceiptErrorCode } from './receipt/receipt-error.ts';
export { createMemoryUses, createRedisUses, type ReceiptUses, type RedisForUses } from './receipt/receipt-uses.ts';
export {
  type ReceiptCheck,
  type ReceiptScan,
  type VerifiedReceipt,
  verifyReceipt,
} from './receipt/verify-receipt.ts';
