import { createServer } from 'node:http';
import serverless from 'serverless-http';

export const packages = ['serverless-http'];
/** An API gateway of its own: each request becomes an event with its body in base64, each answer is unpacked again. */
export async function start({ proxy, port, prefix }) {
  const invoke = serverless(proxy.handler, { binary: true, basePath: prefix });
  createServer(async (request, response) => {
    if (request.url === '/own') return response.end('the host');
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const [rawPath, rawQueryString = ''] = request.url.split('?');
    const event = {
      version: '2.0',
      rawPath,
      rawQueryString,
      headers: request.headers,
      requestContext: { http: { method: request.method, path: rawPath }, stage: '$default' },
      body: Buffer.concat(pieces).toString('base64'),
      isBase64Encoded: true,
    };
    const { statusCode, headers, body = '', isBase64Encoded } = await invoke(event, {});
    response.writeHead(statusCode, headers).end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
  }).listen(port, '127.0.0.1');
}
