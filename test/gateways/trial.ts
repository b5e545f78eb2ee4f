import { makePicture } from '../harness/pictures.ts';
import { pause } from '../harness/processes.ts';
import { type ProxyProcess, sessions } from '../harness/proxies.ts';
import { ledgerOf, type Standin } from '../harness/standin.ts';

/** What was seen of each question; `ok`, or what came instead. */
export type Seen = Readonly<Record<string, string>>;

const waitSeconds = 25;
const ok = (holds: boolean, otherwise: string): string => (holds ? 'ok' : otherwise.slice(0, 120));

/** Sends scans through a gateway and looks at what comes back. The proxy is ended on the way. */
export async function askThrough(base: string, proxy: ProxyProcess, standin: Standin): Promise<Seen> {
  const authorization = `Bearer ${await sessions(`gateway-${base}`)()}`;
  const post = (body: BodyInit, card: string) => {
    const headers = { authorization, 'content-type': 'image/png' };
    // A stream is sent in pieces, its length untold; Node wants to hear that no answer is awaited meanwhile.
    const init = { method: 'POST', body, headers, duplex: 'half' };
    return fetch(`${base}/v1/scans?card=${card}`, init);
  };
  const through = await proxy.command(['--check', '--through', base]).catch((error: unknown) => String(error));
  const bare = await fetch(`${base}/v1/scans?ids=a`);
  const problem = await bare.text();
  const document = await (await fetch(`${base}/openapi.json`)).json();

  const large = makePicture(base, 0, 20 * 1_024 * 1_024 - 4_096);
  const uploaded = await post(new Blob([Buffer.from(large.bytes())]), large.card);
  const text = await uploaded.text();
  const location = uploaded.headers.get('location') ?? '';
  const look = (seconds: number) =>
    fetch(new URL(location || '/', base), { headers: { authorization, prefer: `wait=${seconds}` } });
  // News ends the wait; once Green has the photo, the next is its result.
  const acceptedBy = Date.now() + 30_000;
  while (!/"state":"processing"/.test(await (await look(5)).text()) && Date.now() < acceptedBy) await pause(100);
  const startedAt = Date.now();
  const held = await look(waitSeconds);
  const heldText = await held.text();
  const heldMs = Date.now() - startedAt;

  const small = makePicture(base, 1, 2 * 1_024 * 1_024);
  const bytes = small.bytes();
  const pieces = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 65_536) controller.enqueue(bytes.subarray(at, at + 65_536));
      controller.close();
    },
  });
  const chunked = await post(pieces, small.card);
  const chunkedText = await chunked.text();

  const notified = async () => (await ledgerOf(standin.url)).callbacks.filter(({ status }) => status === 200).length;
  const endsAt = Date.now() + 300_000;
  while ((await notified()) < 2 && Date.now() < endsAt) await pause(500);
  const notifications = await notified();
  const ended = await (await fetch(new URL(location || '/', base), { headers: { authorization } })).text();
  // Whatever a client claims to come from, the gateway knows better.
  const strangers: number[] = [];
  for (let index = 0; index < 25; index += 1) {
    const headers = { authorization: 'Bearer a.b.c', 'x-forwarded-for': `203.0.113.${index}` };
    const refused = await fetch(`${base}/v1/scans?ids=a`, { headers });
    await refused.text();
    strangers.push(refused.status);
  }
  await proxy.stop();
  const gone = await fetch(`${base}/healthz`);
  await gone.text();

  return {
    '20 MB': ok(uploaded.status === 202, `${uploaded.status} ${text}`),
    'unknown length': ok(chunked.status === 202, `${chunked.status} ${chunkedText}`),
    'held 25 s': ok(held.status === 200 && heldMs > 24_000, `${held.status} after ${heldMs} ms ${heldText}`),
    done: ok(/"state":"done"/.test(ended), ended),
    notifications: ok(notifications === 2, `${notifications} of 2`),
    prefix: ok(
      /^\/scanfill\/v1\/scans\/[\w-]{22}$/.test(location) && document.servers[0].url === '/scanfill',
      `${location} ${JSON.stringify(document.servers)}`,
    ),
    problems: ok(bare.status === 401 && problem.includes('"code":"session-missing"'), `${bare.status} ${problem}`),
    '--through': ok(/^ok {3}Through .*20 MB get through/m.test(through), through),
    addresses: ok(strangers[0] === 401 && strangers.at(-1) === 429, strangers.join(' ')),
    away: ok(gone.status === 502 || gone.status === 503, `${gone.status}`),
  };
}
