import express from 'express-4';

export const packages = ['express-4'];
/** Body parsers ahead of the proxy, as hosts have them for their own routes. */
export async function start({ proxy, port, prefix }) {
  const app = express();
  app.use(express.json(), express.urlencoded({ extended: true }), express.raw({ type: 'image/*', limit: '20mb' }));
  app.use(prefix, proxy.router);
  app.get('/own', (_request, response) => response.send('the host'));
  app.listen(port, '127.0.0.1');
}
