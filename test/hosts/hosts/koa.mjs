import Koa from 'koa';
import connect from 'koa-connect';
import mount from 'koa-mount';

export const packages = ['koa', 'koa-mount', 'koa-connect'];
export async function start({ proxy, port, prefix }) {
  const app = new Koa();
  app.use(mount(prefix, connect(proxy.handler)));
  app.use(async (context) => {
    if (context.path === '/own') context.body = 'the host';
  });
  app.listen(port, '127.0.0.1');
}
