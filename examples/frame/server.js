import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createProxy, serverOptions } from '@scanfill/proxy';
import { mintSession } from '@scanfill/proxy/session';
import express from 'express';

const { PORT = '3000', FRAME_PORT = String(Number(PORT) + 1), SESSION_SECRET = '', GREEN_ENDPOINT } = process.env;
const { ALIBABA_CLOUD_ACCESS_KEY_ID = '', ALIBABA_CLOUD_ACCESS_KEY_SECRET = '' } = process.env;
const pageOrigin = `http://localhost:${PORT}`;
const frameOrigin = `http://localhost:${FRAME_PORT}`;

const proxy = createProxy({
  credentials: { accessKeyId: ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: ALIBABA_CLOUD_ACCESS_KEY_SECRET },
  // Absent: Green itself, in cn-shanghai.
  ...(GREEN_ENDPOINT ? { greenEndpoint: GREEN_ENDPOINT } : {}),
  publicUrl: `${frameOrigin}/scanfill`,
  sessionSecret: SESSION_SECRET,
});

/** The origin that sees the photo: the frame's page, the widget, the proxy. */
const frame = express();
frame.use('/scanfill', proxy.handler);
frame.get('/widget/frame.html', async (_request, response) => {
  const html = await readFile('frame-origin/widget/frame.html', 'utf8');
  const named = '<meta name="scanfill-parents" content="';
  response
    .set('Content-Security-Policy', `frame-ancestors ${pageOrigin}`)
    .type('html')
    .send(html.replace(`${named}"`, `${named}${pageOrigin}"`));
});
frame.use(express.static('frame-origin'));

/** The origin of the form: its page, and the sessions of its visitors. */
const page = express();
page.get('/frame-origin', (_request, response) => response.json({ frameOrigin }));
page.post('/session', async (_request, response) => {
  // Whoever your sign-in says it is.
  response.json(await mintSession({ secret: SESSION_SECRET, subject: 'visitor-1' }));
});
page.use(express.static('page-origin'));

const frameServer = createServer(serverOptions, frame);
proxy.guard(frameServer);
await proxy.start();
frameServer.listen(Number(FRAME_PORT));
const pageServer = page.listen(Number(PORT), () => console.log(pageOrigin));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    pageServer.close();
    frameServer.close();
    await proxy.stop();
    process.exit();
  });
