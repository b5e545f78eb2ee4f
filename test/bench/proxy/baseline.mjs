// What a competent user would write in an afternoon with the usual parts: Express, multer, the official client. One
// asyncscan for each image, polling of its own, ten calls a second of each kind. The bench compares the proxy with it.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import express from 'express';
import multer from 'multer';

const { ROAClient } = createRequire(import.meta.url)('@alicloud/pop-core');
const { PORT, GREEN_ENDPOINT, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET } = process.env;
const client = new ROAClient({
  accessKeyId: ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  endpoint: GREEN_ENDPOINT,
  apiVersion: '2018-05-09',
});
const headers = { 'Content-Type': 'application/json' };
const gapMs = 105;

const scans = new Map();
const toSubmit = [];
const toPoll = [];

const app = express();
const upload = multer({ limits: { fileSize: 20 * 1024 * 1024 } });

app.post('/scans', upload.single('image'), (request, response) => {
  const id = randomUUID();
  const { card } = request.query;
  scans.set(id, { id, card, state: 'queued', image: request.file.buffer, createdAt: Date.now() });
  toSubmit.push(id);
  response.status(202).json({ id });
});

app.get('/images/:id', (request, response) => {
  const image = scans.get(request.params.id)?.image;
  if (image === undefined) response.sendStatus(404);
  else response.type('png').send(image);
});

app.get('/scans', (request, response) => {
  const found = String(request.query.ids)
    .split(',')
    .flatMap((id) => scans.get(id) ?? []);
  response.json({ scans: found.map(({ image, ...scan }) => scan) });
});

app.get('/healthz', (_request, response) => response.sendStatus(200));

async function submit(scan) {
  const body = JSON.stringify({
    scenes: ['ocr'],
    extras: { card: scan.card },
    tasks: [{ dataId: scan.id, url: `http://127.0.0.1:${PORT}/images/${scan.id}` }],
  });
  const answer = await client.request('POST', '/green/image/asyncscan', {}, body, headers, {});
  const [task] = answer.data;
  Object.assign(scan, { state: 'processing', taskId: task.taskId });
  toPoll.push({ scan, at: Date.now() + 1_000 });
}

async function poll(entry) {
  const { scan } = entry;
  const answer = await client.request('POST', '/green/image/results', {}, JSON.stringify([scan.taskId]), headers, {});
  const [task] = answer.data;
  if (task.code === 280) toPoll.push({ scan, at: Date.now() + 1_000 });
  else Object.assign(scan, { state: task.code === 200 ? 'done' : 'failed', doneAt: Date.now(), image: undefined });
}

setInterval(() => {
  const scan = scans.get(toSubmit.shift());
  if (scan !== undefined) submit(scan).catch(() => toSubmit.push(scan.id));
}, gapMs);

setInterval(() => {
  if (toPoll[0] === undefined || toPoll[0].at > Date.now()) return;
  const entry = toPoll.shift();
  poll(entry).catch(() => toPoll.push(entry));
}, gapMs);

app.listen(Number(PORT), '127.0.0.1');
