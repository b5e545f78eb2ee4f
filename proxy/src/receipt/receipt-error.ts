const words = {
  malformed: 'it is no receipt of this service',
  'key-unknown': 'no key of this service has signed it',
  'keys-unavailable': 'the keys could not be had; try again',
  signature: 'its signature does not fit: it was changed, or forged',
  audience: 'it is for another audience',
  subject: 'it is of another subject’s scan',
  card: 'it is of another card type',
  stale: 'its scan is older than maxAge',
  early: 'its scan lies in the future: compare the clocks',
  used: 'it was used already',
} as const;

/** What may be wrong with a receipt. */
export type ReceiptErrorCode = keyof typeof words;

/** A receipt that is not to be trusted; `code` says why. Its message holds nothing of what the receipt says. */
export class ReceiptError extends Error {
  override readonly name = 'ReceiptError';
  readonly code: ReceiptErrorCode;
  constructor(code: ReceiptErrorCode, options?: ErrorOptions) {
    super(`receipt: ${words[code]}`, options);
    this.code = code;
  }
}
