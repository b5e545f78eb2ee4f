import { serve } from '@hono/node-server';
import { Hono } from 'hono';

export const packages = ['hono', '@hono/node-server'];
export async function start({ proxy, port, prefix }) {
  const app = new Hono();
  app.all(`${prefix}/*`, (context) => proxy.fetch(context.req.raw));
  app.get('/own', (context) => context.text('the host'));
  await new Promise((resolve) => serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, resolve));
}
