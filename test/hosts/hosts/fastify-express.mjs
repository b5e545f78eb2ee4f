import express from '@fastify/express';
import fastify from 'fastify';

export const packages = ['fastify', '@fastify/express'];
export async function start({ proxy, port, prefix }) {
  const app = fastify();
  await app.register(express);
  app.use(prefix, proxy.handler);
  app.get('/own', async () => 'the host');
  await app.listen({ port, host: '127.0.0.1' });
}
