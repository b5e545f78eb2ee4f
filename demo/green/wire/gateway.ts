import type { Account } from '../account.ts';
import type { GreenLimits } from '../limits.ts';
import type { NonceBook } from '../nonces.ts';
import type { SlidingWindow } from '../window.ts';
import type { Refusal } from './gateway-errors.ts';
import { contentMd5, hmacSha1, parseAuthorization, type SignedRequest, sameText, textToSign } from './signature.ts';

/** Green's interface version; anything else finds no action. */
export const apiVersion = '2018-05-09';

/** A request as it stands before the gateway. */
export type ApiRequest = SignedRequest & { readonly body: Uint8Array };

/** Let through on behalf of an account, or refused. */
export type Admission =
  | { readonly kind: 'admitted'; readonly account: Account; readonly nonce: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly account?: Account; readonly nonce?: string };

/** What the gateway needs. */
export type GatewayParts = {
  readonly accounts: readonly Account[];
  readonly limits: GreenLimits;
  readonly nonces: NonceBook;
  /** Absent for operations without a rate limit. */
  readonly window?: SlidingWindow;
};

/** The true time, which rates are counted by, and the time on Green's clock, which dates and nonces are judged by. */
export type GatewayTimes = { readonly now: number; readonly greenNow: number };

const formatOfDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

function refused(code: Refusal['code'], detail?: string): Extract<Admission, { kind: 'refused' }> {
  return { kind: 'refused', refusal: detail === undefined ? { code } : { code, detail } };
}

/** The checks that need no account: headers there and well formed, body as announced, date near, version known. */
function checkForm(request: ApiRequest, limits: GreenLimits, now: number): Admission | undefined {
  const { headers } = request;
  if (headers.authorization === undefined) return refused('MissingAuthorization');
  if (headers.date === undefined) return refused('MissingDate');
  if (headers['x-acs-signature-nonce'] === undefined) return refused('MissingSignatureNonce');
  if (headers['x-acs-version'] !== apiVersion) return refused('InvalidAction.NotFound');
  if (headers['x-acs-signature-method'] !== 'HMAC-SHA1' || headers['x-acs-signature-version'] !== '1.0') {
    return refused('InvalidParameter');
  }
  if (headers['content-md5'] !== undefined && headers['content-md5'] !== contentMd5(request.body)) {
    return refused('ContentMD5NotMatched');
  }
  if (!formatOfDate.test(headers.date) || Number.isNaN(Date.parse(headers.date))) {
    return refused('InvalidTimeStamp.Format');
  }
  if (Math.abs(Date.parse(headers.date) - now) > limits.dateToleranceMs) return refused('InvalidTimeStamp.Expired');
  return undefined;
}

function checkToken(account: Account, token: string | undefined): Admission | undefined {
  if (account.securityToken === token) return undefined;
  if (token === undefined) return refused('MissingSecurityToken');
  return refused('InvalidSecurityToken.MismatchWithAccessKey');
}

/**
 * Decides about one request: form, date, key, token, used nonce, signature, rate, in this order. The nonce is spent by
 * every request whose signature holds, a throttled one included; a forged request cannot spend another caller's nonce.
 */
export function admit(
  request: ApiRequest,
  operation: string,
  parts: GatewayParts,
  { now, greenNow }: GatewayTimes,
): Admission {
  const malformed = checkForm(request, parts.limits, greenNow);
  if (malformed !== undefined) return malformed;
  const { headers } = request;
  const authorization = parseAuthorization(headers.authorization ?? '');
  if (authorization === undefined) return refused('IncompleteSignature');
  const account = parts.accounts.find(({ accessKeyId }) => accessKeyId === authorization.accessKeyId);
  if (account === undefined) return refused('InvalidAccessKeyId.NotFound');
  if (account.inactive === true) return { ...refused('InvalidAccessKeyId.Inactive'), account };
  const wrongToken = checkToken(account, headers['x-acs-security-token']);
  if (wrongToken !== undefined) return { ...wrongToken, account };
  const nonce = headers['x-acs-signature-nonce'] ?? '';
  if (parts.nonces.used(account.accessKeyId, nonce, greenNow)) {
    return { ...refused('SignatureNonceUsed'), account, nonce };
  }
  const text = textToSign(request);
  if (!sameText(hmacSha1(account.accessKeySecret, text), authorization.signature)) {
    return { ...refused('SignatureDoesNotMatch', `server string to sign is:${text}`), account, nonce };
  }
  parts.nonces.remember(account.accessKeyId, nonce, greenNow);
  if (parts.window?.take(`${account.uid} ${operation}`, now) === 0) {
    return { ...refused('Throttling.User'), account, nonce };
  }
  return { kind: 'admitted', account, nonce };
}
