/** `deno run deno-serve.mjs`: Deno’s own server with the proxy’s web handler. */
import { proxy } from './the-proxy.mjs';

await proxy.start();
const { PORT } = Deno.env.toObject();
Deno.serve({ port: Number(PORT), hostname: '127.0.0.1', onListen: () => console.log('listening') }, (request) => {
  if (new URL(request.url).pathname === '/own') return new Response('the host');
  return proxy.fetch(request);
});
