import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import formbody from '@fastify/formbody';
import middie from '@fastify/middie';
import statics from '@fastify/static';
import { createProxy, serverOptions } from '@scanfill/proxy';
import { verifyReceipt } from '@scanfill/proxy/receipt';
import { mintSession } from '@scanfill/proxy/session';
import fastify from 'fastify';

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

const app = fastify({ serverFactory: (handler) => createServer(serverOptions, handler) });
proxy.guard(app.server);
await app.register(middie);
app.use('/scanfill', proxy.handler);
await app.register(formbody);
app.post('/session', (request) => mintSession({ secret: SESSION_SECRET, subject: visitorOf(request).id }));
app.post('/signup', async (request, reply) => {
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
    return { ...fields, changed, missing };
  } catch ({ code = 'internal' }) {
    return reply.status(422).send({ code });
  }
});
const widget = fileURLToPath(new URL('.', import.meta.resolve('@scanfill/widget/scanfill.js')));
await app.register(statics, { root: widget, prefix: '/widget/' });
await app.register(statics, { root: fileURLToPath(new URL('page', import.meta.url)), decorateReply: false });
await proxy.start();
app.addHook('onClose', () => proxy.stop());
await app.listen({ port: Number(PORT) });
console.log(`http://localhost:${PORT}`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => app.close().then(() => process.exit()));
