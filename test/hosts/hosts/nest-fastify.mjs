import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../nest-module.mjs';

export const packages = ['@nestjs/core', '@nestjs/platform-fastify'];
export async function start({ proxy, port, prefix }) {
  const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: ['error'] });
  app.use(prefix, proxy.handler);
  await app.listen(port, '127.0.0.1');
}
