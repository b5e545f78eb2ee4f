/**
 * A second upstream for the chaos runs, written apart from the stand-in and sharing nothing with it, so that an error
 * in the one is not an error in both. Small: nodes with nonce memories of their own, a middlebox, answers that are
 * dropped or late, a query with troubles, and a ledger. `UPSTREAM_PORT`, `UPSTREAM_KEY`, `UPSTREAM_SECRET`,
 * `UPSTREAM_UID`, `UPSTREAM_SEED`, `UPSTREAM_NODES` (3), `UPSTREAM_MEMORY` (`each` or `all`), `UPSTREAM_TROUBLE` (share
 * of calls, 0.1), `UPSTREAM_UNTIL_MS` (no trouble so long after the first call).
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const env = (name, otherwise) => process.env[`UPSTREAM_${name}`] ?? otherwise;
const [key, secret, uid] = [env('KEY', 'key'), env('SECRET', 'secret'), env('UID', '1')];
const trouble = Number(env('TROUBLE', '0.1'));
const troubleMs = Number(env('UNTIL_MS', '1e12'));
/** Counted from the first call: what a busy machine needs to start everything is no time of trouble. */
let calmAt = Number.POSITIVE_INFINITY;
const nodeCount = Number(env('NODES', '3'));
const oneMemory = env('MEMORY', 'each') === 'all';

/** Numbers in [0, 1) that follow from the seed: a hash counted up. */
let drawn = 0;
const random = () => {
  drawn += 1;
  return (
    createHash('md5')
      .update(`${env('SEED', 'seed')} ${drawn}`)
      .digest()
      .readUInt32BE() /
    2 ** 32
  );
};
const pick = (list) => list[Math.floor(random() * list.length)];
const inTrouble = (share = trouble) => Date.now() < calmAt && random() < share;
const later = (ms, run) => setTimeout(run, ms);

const infoNames = {
  'business-license': 'businessLicenseInfo',
  'id-card-front': 'idCardInfo',
  'id-card-back': 'idCardInfo',
  passport: 'passportInfo',
  'bank-card': 'bankCardInfo',
  'driver-license-front': 'driverLicenseFrontInfo',
  'driver-license-back': 'driverLicenseBackInfo',
  'vehicle-license-front': 'vehicleLicenseFrontInfo',
  'vehicle-license-back': 'vehicleLicenseBackInfo',
  'vehicle-num': 'vehicleNumInfo',
  'vehicle-vin': 'vehicleVinInfo',
  'household-head': 'ocrCardInfo',
  'household-resident': 'ocrCardInfo',
};

const memories = Array.from({ length: nodeCount }, () => new Set());
const nodeOf = new WeakMap();
const calls = [];
const images = [];
const callbacks = [];
const tasks = new Map();
const recent = { asyncscan: [], results: [] };

const pages = [
  [302, { location: 'http://127.0.0.1:9/' }, ''],
  [403, { 'content-type': 'text/html' }, '<h1>403</h1>'],
  [404, { 'content-type': 'application/json' }, '{"code":404,"message":"no route"}'],
  [413, { 'content-type': 'text/html' }, '<h1>413</h1>'],
  [499, {}, ''],
  [502, { 'content-type': 'text/html' }, '<h1>502</h1>'],
  [200, { 'content-type': 'application/json' }, ''],
  [200, { 'content-type': 'application/json' }, '{"code":200,"message":"welcome"}'],
  [200, { 'content-type': 'application/json' }, '{"code":200,"msg":"OK","data":[{"co'],
];

function textOf(request, body) {
  const head = ['accept', 'content-md5', 'content-type', 'date'].map((name) => request.headers[name] ?? '');
  const own = Object.entries(request.headers).filter(([name]) => name.startsWith('x-acs-'));
  const lines = own.map(([name, value]) => `${name}:${value}`).sort();
  const md5 = createHash('md5').update(body).digest('base64');
  if (head[1] !== md5) return undefined;
  return ['POST', ...head, ...lines, new URL(request.url, 'http://x').pathname].join('\n');
}

function refusal(request, body, memory, operation) {
  if (Math.abs(Date.parse(request.headers.date ?? '') - Date.now()) > 900_000) return 'InvalidTimeStamp.Expired';
  const nonce = request.headers['x-acs-signature-nonce'];
  if (memory.has(nonce)) return 'SignatureNonceUsed';
  const mac = createHmac('sha1', secret)
    .update(textOf(request, body) ?? '')
    .digest('base64');
  if (request.headers.authorization !== `acs ${key}:${mac}`) return 'SignatureDoesNotMatch';
  memory.add(nonce);
  const times = recent[operation];
  while (times[0] <= Date.now() - 1_000) times.shift();
  if (times.length >= 10) return 'Throttling.User';
  times.push(Date.now());
  return undefined;
}

async function notify({ callback, seed }, task, attempt = 1) {
  const content = JSON.stringify(entryOf(task));
  const checksum = createHash('sha256')
    .update(uid + seed + content)
    .digest('hex');
  const body = new URLSearchParams({ checksum, content });
  const signal = AbortSignal.timeout(5_000);
  const status = await fetch(callback, { method: 'POST', body, signal }).then(
    (answer) => answer.arrayBuffer().then(() => answer.status),
    () => 0,
  );
  callbacks.push({ at: Date.now(), taskId: task.taskId, attempt, forged: false, status });
  if (status !== 200 && attempt < 30) later(2_000, () => notify({ callback, seed }, task, attempt + 1));
}

function entryOf({ dataId, taskId, url, code, results }) {
  const msg = { 200: 'OK', 280: 'PROCESSING', 480: 'DOWNLOAD_FAILED' }[code];
  return { code, msg, dataId, taskId, url, ...(results === undefined ? {} : { extras: {}, results }) };
}

async function work(task, request) {
  await new Promise((resolve) => later(100 + random() * 600, resolve));
  const failing = inTrouble(trouble / 10) ? pick(['no', 'whole']) : undefined;
  const bytes =
    failing === 'no'
      ? undefined
      : await fetch(task.url, { signal: AbortSignal.timeout(10_000), redirect: 'manual' }).then(
          async (answer) => (answer.status === 200 ? Buffer.from(await answer.arrayBuffer()) : undefined),
          () => undefined,
        );
  const found = /scanfill-card\0+(\{.*?\})IDAT|scanfill-card\0+(\{"card".*\})/s.exec(bytes?.toString('latin1') ?? '');
  const text = (found?.[1] ?? found?.[2] ?? '').replace(/[^}]*$/, '');
  task.image.fetched = bytes === undefined ? 'no' : 'whole';
  if (bytes !== undefined) task.image.sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes === undefined || failing !== undefined) task.code = 480;
  else {
    const { info } = parsed(text) ?? { info: {} };
    const result = { scene: 'ocr', label: 'ocr', suggestion: 'review', rate: 99.9 };
    task.results = [{ ...result, [infoNames[request.extras.card]]: info }];
    task.code = 200;
  }
  Object.assign(task.image, { state: task.code === 200 ? 'billed' : 'void', code: task.code, endedAt: Date.now() });
  if (failing !== undefined) task.image.fault = `download-failure-${failing}`;
  if (request.callback === undefined) return;
  if (inTrouble(0.1)) later(1_500, () => notify(request, task));
  await notify(request, task);
}

function parsed(text) {
  // The fields end where their braces do; what follows is the picture's next chunk.
  for (let end = text.length; end > 0; end = text.lastIndexOf('}', end - 1)) {
    try {
      return JSON.parse(text.slice(0, end + 1));
    } catch {}
  }
  return undefined;
}

function submit(body, call) {
  const request = JSON.parse(body);
  const data = request.tasks.map(({ dataId, url }) => {
    const taskId = `img${randomUUID()}`;
    const image = { at: Date.now(), account: uid, card: request.extras.card, dataId, taskId, url, state: 'accepted' };
    Object.assign(image, { nonce: call.nonce, requestId: call.requestId });
    images.push(image);
    const task = { taskId, dataId, url, code: 280, image };
    tasks.set(taskId, task);
    void work(task, request);
    return { code: 200, msg: 'OK', dataId, taskId, url };
  });
  call.accepted = data.length;
  return data;
}

function look(body) {
  const sick = inTrouble() ? pick([500, 503, 580, 581]) : undefined;
  return JSON.parse(body).map((taskId) => {
    const task = tasks.get(taskId);
    if (sick !== undefined) return { code: sick, msg: 'DOWN', taskId };
    return task === undefined ? { code: 594, msg: 'EXPIRED', taskId } : entryOf(task);
  });
}

function ledger() {
  const groups = new Map();
  for (const image of images) groups.set(image.dataId, [...(groups.get(image.dataId) ?? []), image]);
  const all = [...groups.values()];
  const billed = images.filter(({ state }) => state === 'billed');
  const twice = all.map((group) => group.filter(({ state }) => state === 'billed')).filter(({ length }) => length > 1);
  const again = all.filter((group) => group.slice(0, -1).some(({ fetched }) => fetched === 'whole'));
  const faults = {};
  for (const { fault } of [...calls, ...images]) if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
  const summary = { calls: calls.length, images: images.length, billed: billed.length, faults };
  const open = images.filter(({ state }) => state === 'accepted').length;
  Object.assign(summary, {
    open,
    billedTwice: twice.length,
    submittedAgain: again.length,
    busiestSecond: {},
    objects: 0,
  });
  return { summary, objects: [], calls, images, callbacks, billedTwice: twice, submittedAgain: again };
}

const server = createServer(async (request, response) => {
  const at = Date.now();
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (request.url === '/__ledger') return response.end(JSON.stringify(ledger()));
  if (request.url === '/__ledger/summary') return response.end(JSON.stringify(ledger().summary));
  const operation = { '/green/image/asyncscan': 'asyncscan', '/green/image/results': 'results' }[request.url];
  if (operation === undefined) return response.writeHead(404).end();
  const node = nodeOf.get(request.socket) ?? Math.floor(random() * nodeCount);
  nodeOf.set(request.socket, node);
  const nonce = request.headers['x-acs-signature-nonce'];
  const call = { at, operation, node, nonce, requestId: randomUUID(), admitted: false, accepted: 0 };
  if (calls.length === 0) calmAt = at + troubleMs;
  calls.push(call);
  const how = inTrouble() ? pick(['drop before', 'drop after', 'drop after', 'late', 'page before', 'page after']) : '';
  if (how !== '') call.fault = how;
  const page = pick(pages);
  if (how === 'drop before') return request.socket.destroy();
  if (how === 'page before') return response.writeHead(page[0], page[1]).end(page[2]);
  const code = refusal(request, body, memories[oneMemory ? 0 : node], operation);
  const send = (status, value) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  const { requestId } = call;
  if (code !== undefined) {
    call.code = code;
    return send(400, { Code: code, Message: code, RequestId: requestId, HostId: 'upstream' });
  }
  call.admitted = true;
  const data = operation === 'asyncscan' ? submit(body, call) : look(body);
  if (how === 'drop after') return request.socket.destroy();
  if (how === 'page after') return response.writeHead(page[0], page[1]).end(page[2]);
  call.code = '200';
  const answer = () => send(200, { code: 200, msg: 'OK', requestId, data });
  if (how === 'late') later(25_000, answer);
  else answer();
});

server.listen(Number(env('PORT', '0')), '127.0.0.1', () => {
  console.log(`Upstream: http://127.0.0.1:${server.address().port}`);
});
process.once('SIGTERM', () => process.exit(0));
