import express from 'express-4';

export const packages = ['express-4'];
export async function start({ proxy, port, prefix }) {
  const app = express();
  app.use(prefix, proxy.handler);
  app.use(express.json());
  app.get('/own', (_request, response) => response.send('the host'));
  app.listen(port, '127.0.0.1');
}
