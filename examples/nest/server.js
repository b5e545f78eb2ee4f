import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { Body, Controller, HttpException, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createProxy } from '@scanfill/proxy';
import { verifyReceipt } from '@scanfill/proxy/receipt';
import { mintSession } from '@scanfill/proxy/session';

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
const visitor = { id: 'visitor-1' };

class SignUpController {
  session() {
    return mintSession({ secret: SESSION_SECRET, subject: visitor.id });
  }

  async signUp({ 'scanfill-receipt-id-card-front': receipt, ...fields }) {
    const about = { keys: proxy.receiptKeys(), audience: PUBLIC_URL, subject: visitor.id, card: 'id-card-front' };
    try {
      const { changed, missing, consume } = await verifyReceipt(receipt, { ...about, fields });
      await consume();
      return { ...fields, changed, missing };
    } catch ({ code = 'internal' }) {
      throw new HttpException({ code }, 422);
    }
  }
}
class AppModule {}

// What decorators do in TypeScript, in a file that runs as it is.
const of = (name) => [
  SignUpController.prototype,
  name,
  Object.getOwnPropertyDescriptor(SignUpController.prototype, name),
];
Controller()(SignUpController);
Post('session')(...of('session'));
Post('signup')(...of('signUp'));
Body()(SignUpController.prototype, 'signUp', 0);
Module({ controllers: [SignUpController] })(AppModule);

const app = await NestFactory.create(AppModule, { logger: ['error'] });
proxy.guard(app.getHttpServer());
app.use('/scanfill', proxy.handler);
app.useStaticAssets(fileURLToPath(new URL('.', import.meta.resolve('@scanfill/widget/scanfill.js'))), {
  prefix: '/widget',
});
app.useStaticAssets(fileURLToPath(new URL('page', import.meta.url)));
await proxy.start();
await app.listen(Number(PORT));
console.log(`http://localhost:${PORT}`);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await app.close();
    await proxy.stop();
    process.exit();
  });
