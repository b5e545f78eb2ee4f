import { NestFactory } from '@nestjs/core';
import { AppModule } from '../nest-module.mjs';

export const packages = ['@nestjs/core', '@nestjs/platform-express'];
/** Nest's own parser for raw bodies stands ahead of everything that is mounted. */
export async function start({ proxy, port, prefix }) {
  const app = await NestFactory.create(AppModule, { logger: ['error'] });
  // biome-ignore lint/correctness/useHookAtTopLevel: Nest's, not React's.
  app.useBodyParser('raw', { type: 'image/*', limit: '20mb' });
  app.use(prefix, proxy.handler);
  await app.listen(port, '127.0.0.1');
}
