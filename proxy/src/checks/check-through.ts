import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Settings } from '../config/settings.ts';
import { limits } from '../contract/limits.ts';
import { mintSession } from '../session.ts';
import type { Finding } from './finding.ts';

/** What came back: an answer, or the connection's own word. */
type Answer = { readonly status: number; readonly type: string; readonly text: string } | { readonly failed: string };

const megabyte = 1_024 * 1_024;
const smallerMb = [10, 5, 4, 2, 1];
const answerWithinMs = 120_000;

/**
 * Whether the running service is reached at `address` through whoever stands before it, and with 20 MB: a picture that
 * proves to be cut short at its very end is refused by the service itself, so that nothing is kept or billed.
 */
export async function checkThrough(
  address: string,
  { sessionSecrets, sessionKeys }: Pick<Settings, 'sessionSecrets'> & Partial<Pick<Settings, 'sessionKeys'>>,
): Promise<readonly Finding[]> {
  if (!/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : ''))
    return [{ ok: false, text: `Through ${address}: this is no http(s) address` }];
  const base = address.replace(/\/+$/, '');
  const said = (ok: boolean, text: string): Finding => ({ ok, text: `Through ${base}: ${text}` });
  const health = await ask(`${base}/healthz`, 'GET', {});
  if ('failed' in health) return [said(false, `it cannot be reached (${health.failed})`)];
  if (!/"status":"(ok|failed)"/.test(health.text))
    return [said(false, `/healthz is not the service’s: ${wordsOf(health)}; is its path right?`)];
  const [secret] = sessionSecrets;
  if (secret === undefined && sessionKeys !== undefined)
    return [said(false, 'it is there; what gets through needs a session, and only your backend can mint one')];
  const token = secret === undefined ? undefined : (await mintSession({ secret, subject: 'scanfill-check' })).token;

  const send = (bytes: number): Promise<Answer> =>
    ask(
      `${base}/v1/scans?card=passport`,
      'POST',
      {
        'content-type': 'image/jpeg',
        'content-length': String(bytes),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      cutShort(bytes),
    );
  const startedAtMs = performance.now();
  const whole = await send(limits.maxBytes);
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  if (codeOf(whole) === 'image-unreadable') return [said(true, `20 MB get through, in ${seconds} s`)];
  if (codeOf(whole) === 'session-missing')
    return [said(false, 'the Authorization header does not get through: whoever stands there drops it')];
  if (codeOf(whole) !== undefined) return [said(false, `the service itself refuses: ${wordsOf(whole)}`)];
  let most: number | undefined;
  for (const mb of smallerMb) {
    if (codeOf(await send(mb * megabyte)) !== 'image-unreadable') continue;
    most = mb;
    break;
  }
  const less = most === undefined ? 'nor does 1 MB' : `${most} MB do`;
  return [said(false, `20 MB do not get through, ${less}: ${wordsOf(whole)}. Raise its limit, as the README says`)];
}

/** The problem's code where the service itself answered. */
function codeOf(answer: Answer): string | undefined {
  return 'failed' in answer ? undefined : /"type":"urn:scanfill:problem:([\w-]+)"/.exec(answer.text)?.[1];
}

/** What somebody else answered, on one line. */
function wordsOf(answer: Answer): string {
  if ('failed' in answer) return `the connection ended (${answer.failed})`;
  const text = answer.text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[^\x20-\x7e]+|\s+/g, ' ')
    .trim();
  return `${answer.status} ${answer.type || 'without a type'} “${text.slice(0, 120)}”`;
}

/** A JPEG of nothing but segments that a reader skips: that it is cut short is seen once its last byte is there. */
function* cutShort(bytes: number): Generator<Buffer> {
  yield Buffer.of(0xff, 0xd8);
  const segment = Buffer.alloc(65_537);
  segment.writeUInt32BE(0xffe1ffff);
  for (let left = bytes - 2; left > 0; left -= segment.length) yield segment.subarray(0, left);
}

function ask(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: Iterable<Buffer> = [],
): Promise<Answer> {
  return new Promise((resolve) => {
    const make = url.startsWith('https:') ? secureRequest : plainRequest;
    const outgoing = make(url, { method, headers, agent: false, timeout: answerWithinMs });
    let answered = false;
    outgoing.once('response', (incoming) => {
      answered = true;
      read(incoming).then(resolve);
    });
    outgoing.once('timeout', () => outgoing.destroy(Object.assign(new Error(), { code: 'TIMEOUT' })));
    outgoing.on('error', (error: Error & { readonly code?: string }) => {
      // An answer may come before all is sent, and the connection be closed over the rest.
      if (!answered) setTimeout(() => answered || resolve({ failed: error.code ?? error.name }), 200);
    });
    const pieces = body[Symbol.iterator]();
    const next = (): void => {
      for (;;) {
        const piece = pieces.next();
        if (piece.done) return void outgoing.end();
        if (!outgoing.write(piece.value)) return void outgoing.once('drain', next);
      }
    };
    next();
  });
}

async function read(incoming: IncomingMessage): Promise<Answer> {
  let text = '';
  try {
    for await (const chunk of incoming.setEncoding('utf8')) if (text.length < 4_096) text += chunk;
  } catch {
    // What came of it is enough.
  }
  return { status: incoming.statusCode ?? 0, type: incoming.headers['content-type'] ?? '', text };
}
