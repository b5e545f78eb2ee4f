import { createHash } from 'node:crypto';

/** What is asked of every host, in the order of the table. Each gives nothing, or what was wrong. */
export const probes = [
  ['upload 2 MB', upload],
  ['long poll', longPoll],
  ['callback', callback],
  ['refusal', refusal],
  ['prefix', prefix],
];

const megabyte = 1024 * 1024;

/** A PNG's header with a body of no image: enough for whoever looks at headers only. */
function makePng(bytes) {
  const png = Buffer.alloc(bytes, 7);
  png.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  png.writeUInt32BE(13, 8);
  png.write('IHDR', 12, 'latin1');
  png.writeUInt32BE(800, 16);
  png.writeUInt32BE(500, 20);
  png.set([8, 2, 0, 0, 0], 24);
  png.writeUInt32BE(Math.floor(Math.random() * 2 ** 32), 40);
  return png;
}

async function post({ url, token }, body, headers = {}) {
  const answer = await fetch(`${url}/v1/scans?card=bank-card`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png', ...headers },
    signal: AbortSignal.timeout(30_000),
  });
  return { status: answer.status, headers: answer.headers, body: await jsonOf(answer) };
}

async function get({ url, token }, path, headers = {}) {
  const startedAt = performance.now();
  const answer = await fetch(url + path, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: AbortSignal.timeout(40_000),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: await jsonOf(answer),
    ms: performance.now() - startedAt,
  };
}

async function jsonOf(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return { text: text.slice(0, 200) };
  }
}

/** Two megabytes arrive whole, and are given to Green by way of the host. */
async function upload(host) {
  const png = makePng(2 * megabyte);
  const { status, body } = await post(host, png, { prefer: 'wait=15' });
  if (status !== 200 || body.state !== 'done') return `${status} ${JSON.stringify(body)}`;
  const { sha256, status: fetched } = host.green.seen.get(body.id) ?? {};
  const sent = createHash('sha256').update(png).digest('hex');
  return sha256 === sent ? undefined : `Green fetched ${fetched}, ${sha256 ? 'other bytes' : 'nothing'}`;
}

/** A poll is held while nothing happens, and answered when something does, well before it would end by itself. */
async function longPoll(host) {
  const posted = await post(host, makePng(50_000));
  if (posted.status !== 202) return `${posted.status} ${JSON.stringify(posted.body)}`;
  let longestMs = 0;
  for (let round = 0; round < 10; round += 1) {
    const { status, body, ms, headers } = await get(host, `/v1/scans/${posted.body.id}`, { prefer: 'wait=20' });
    longestMs = Math.max(longestMs, ms);
    if (status !== 200 || headers.get('preference-applied') !== 'wait=20') return `${status} ${JSON.stringify(body)}`;
    if (body.state !== 'done') continue;
    return longestMs > 300 && longestMs < 15_000 ? undefined : `held ${Math.round(longestMs)} ms`;
  }
  return 'not done after ten polls';
}

/** Green's notification of a scan is taken. */
async function callback(host) {
  const { body } = await post(host, makePng(50_000), { prefer: 'wait=15' });
  const until = Date.now() + 5_000;
  while (host.green.seen.get(body.id)?.notified === undefined && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const { notified, error } = host.green.seen.get(body.id) ?? {};
  return notified === '200 OK' ? undefined : `${notified ?? error}`;
}

/** Refusals come as problems: of a body in its middle, of a missing session, of a path that is not there. */
async function refusal(host) {
  const wrong = await post(host, Buffer.alloc(2 * megabyte, 1));
  const nobody = await get({ ...host, token: '' }, '/v1/scans/x');
  const missing = await get(host, '/v1/nothing');
  const seen = [wrong, nobody, missing].map(
    ({ status, body, headers }) => `${status} ${body.code} ${headers.get('content-type')?.split(';')[0]}`,
  );
  const problem = 'application/problem+json';
  const wanted = [`415 image-format ${problem}`, `401 session-missing ${problem}`, `404 not-found ${problem}`];
  return seen.join() === wanted.join() ? undefined : seen.join(', ');
}

/** What clients are told leads back here, and the host's own routes are still the host's. */
async function prefix(host) {
  const { headers } = await post(host, makePng(50_000));
  const location = headers.get('location') ?? '';
  const { origin, pathname } = new URL(host.url);
  const followed = await get({ ...host, url: origin }, location);
  if (!location.startsWith(`${pathname}/v1/scans/`) || followed.status !== 200)
    return `Location ${location}, answered ${followed.status}`;
  const openapi = await get(host, '/openapi.json');
  const [server] = openapi.body.servers ?? [];
  if (openapi.status !== 200 || server?.url !== pathname) return `openapi ${openapi.status}, servers ${server?.url}`;
  const ready = await get(host, '/readyz');
  if (ready.status !== 200) return `readyz ${ready.status} ${JSON.stringify(ready.body)}`;
  const own = await (await fetch(`${origin}/own`)).text();
  return own === 'the host' || host.isAlone ? undefined : `/own answered ${own.slice(0, 80)}`;
}
