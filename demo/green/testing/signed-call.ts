import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import type { Account } from '../account.ts';
import { contentMd5, hmacSha1, textToSign } from '../wire/signature.ts';

/** A request to sign; `headers` replace the usual ones before signing, `after` only once the signature stands. */
export type SignedCall = {
  readonly url: string;
  readonly path: string;
  readonly body: string;
  readonly account: Pick<Account, 'accessKeyId' | 'accessKeySecret'>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly after?: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly now?: number;
};

/** Headers of a signed request, ready to be sent once or replayed. */
export function signCall({ path, body, account, query = {}, headers = {}, after = {}, now = Date.now() }: SignedCall) {
  const usual: Record<string, string | undefined> = {
    accept: 'application/json',
    'content-type': 'application/json',
    'content-md5': contentMd5(Buffer.from(body)),
    date: new Date(now).toUTCString(),
    'x-acs-version': '2018-05-09',
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-signature-version': '1.0',
    'x-acs-signature-method': 'HMAC-SHA1',
    ...headers,
  };
  const present = Object.entries(usual).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const sent: Record<string, string> = Object.fromEntries(present);
  const text = textToSign({ method: 'POST', path, query: Object.entries(query), headers: sent });
  const signature = hmacSha1(account.accessKeySecret, text);
  return { ...sent, authorization: `acs ${account.accessKeyId}:${signature}`, ...after };
}

/** Sends headers and body as they are. */
export async function sendCall(url: string, path: string, body: string, headers: Record<string, string>) {
  const answer = await request(`${url}${path}`, { method: 'POST', headers, body });
  return { status: answer.statusCode, type: String(answer.headers['content-type']), text: await answer.body.text() };
}

/** Signs, sends, and reads the JSON that comes back. */
export async function callGreen(call: SignedCall) {
  const search = new URLSearchParams(call.query).toString();
  const path = search === '' ? call.path : `${call.path}?${search}`;
  const { status, type, text } = await sendCall(call.url, path, call.body, signCall(call));
  return { status, type, text, json: type.startsWith('application/json') ? JSON.parse(text) : undefined };
}
