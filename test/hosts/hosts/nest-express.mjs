import { NestFactory } from '@nestjs/core';
import { AppModule } from '../nest-module.mjs';

export const packages = ['@nestjs/core', '@nestjs/platform-express'];
export async function start({ proxy, port, prefix }) {
  const app = await NestFactory.create(AppModule, { logger: ['error'] });
  app.use(prefix, proxy.handler);
  await app.listen(port, '127.0.0.1');
}
