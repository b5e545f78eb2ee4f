import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const workMs = 900;

/**
 * A stand-in of Green on loopback, as small as the hosts need it: fetches each image, holds its result back for a
 * moment, notifies, answers queries. `seen` gives, by dataId, the image's SHA-256 and how the notification was
 * answered.
 */
export async function startGreen() {
  const seen = new Map();
  const tasks = new Map();
  const nonces = new Set();

  async function work(task, { callback, seed }) {
    try {
      const image = await fetch(task.url);
      const bytes = Buffer.from(await image.arrayBuffer());
      seen.set(task.dataId, { status: image.status, sha256: createHash('sha256').update(bytes).digest('hex') });
      await new Promise((resolve) => setTimeout(resolve, workMs));
      const result = {
        scene: 'ocr',
        label: 'ocr',
        suggestion: 'review',
        bankCardInfo: { bankCardNum: '6222023602899998374' },
      };
      task.answer = { code: 200, msg: 'OK', dataId: task.dataId, taskId: task.taskId, results: [result] };
      if (callback === undefined) return;
      const content = JSON.stringify(task.answer);
      const body = new URLSearchParams({
        content,
        checksum: createHash('sha256').update(`1${seed}${content}`).digest('hex'),
      });
      const notified = await fetch(callback, { method: 'POST', body });
      seen.get(task.dataId).notified = `${notified.status} ${await notified.text()}`;
    } catch (error) {
      seen.set(task.dataId, { ...seen.get(task.dataId), error: String(error.cause ?? error) });
    }
  }

  function submit(body) {
    const data = body.tasks.map(({ dataId, url }, index) => {
      const task = { dataId, url, taskId: `img${tasks.size}-${index}`, answer: undefined };
      tasks.set(task.taskId, task);
      void work(task, body);
      return { code: 200, msg: 'OK', dataId, taskId: task.taskId, url };
    });
    return { code: 200, msg: 'OK', requestId: 'R-submit', data };
  }

  function results(ids) {
    if (ids.every((id) => !tasks.has(id))) return { code: 404, msg: 'no task', requestId: 'R-none' };
    const data = ids.map((taskId) => tasks.get(taskId)?.answer ?? { code: 280, msg: 'PROCESSING', taskId });
    return { code: 200, msg: 'OK', requestId: 'R-results', data };
  }

  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const say = (status, body) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const nonce = request.headers['x-acs-signature-nonce'];
    if (nonces.has(nonce)) return say(400, { Code: 'SignatureNonceUsed', Message: 'used', RequestId: 'R-nonce' });
    nonces.add(nonce);
    const body = JSON.parse(Buffer.concat(pieces).toString('utf8'));
    say(200, request.url === '/green/image/asyncscan' ? submit(body) : results(body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    seen,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
