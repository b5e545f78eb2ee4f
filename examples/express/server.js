import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createProxy, serverOptions } from '@scanfill/proxy';
import { verifyReceipt } from '@scanfill/proxy/receipt';
import { mintSession } from '@scanfill/proxy/session';
import express, { urlencoded } from 'express';

const {
  PORT = '3000',
  PUBLIC_URL = `http://localhost:${PORT}/scanfill`,
  SESSION_SECRET = '',
  GREEN_ENDPOINT,
} = process.env;
const { ALIBABA_CLOUD_ACCESS_KEY_ID = '', ALIBABA_CLOUD_ACCESS_KEY_SECRET = '' } = process.env;

const proxy = createProxy({
  credentials: { accessKeyId: ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: ALIBABA_CLOUD_ACCESS_KEY_SECRET },
  // Absent: Green itself, in cn-shanghai.
  ...(GREEN_ENDPOINT ? { greenEndpoint: GREEN_ENDPOINT } : {}),
  publicUrl: PUBLIC_URL,
  sessionSecret: SESSION_SECRET,
});

/** Whoever your sign-in says it is. */
const visitorOf = (_request) => ({ id: 'visitor-1' });

const app = express();
app.use('/scanfill', proxy.handler);
app.post('/session', async (request, response) => {
  response.json(await mintSession({ secret: SESSION_SECRET, subject: visitorOf(request).id }));
});
app.post('/signup', urlencoded(), async (request, response) => {
  const { 'scanfill-receipt-id-card-front': receipt, ...fields } = request.body;
  const about = {
    keys: proxy.receiptKeys(),
    audience: PUBLIC_URL,
    subject: visitorOf(request).id,
    card: 'id-card-front',
  };
  try {
    const { changed, missing, consume } = await verifyReceipt(receipt, { ...about, fields });
    await consume();
    response.json({ ...fields, changed, missing });
  } catch ({ code = 'internal' }) {
    response.status(422).json({ code });
  }
});
app.use('/widget', express.static(fileURLToPath(new URL('.', import.meta.resolve('@scanfill/widget/scanfill.js')))));
app.use(express.static(fileURLToPath(new URL('page', import.meta.url))));

const server = createServer(serverOptions, app);
proxy.guard(server);
await proxy.start();
server.listen(Number(PORT), () => console.log(`http://localhost:${PORT}`));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    server.close();
    await proxy.stop();
    process.exit();
  });
