import { createServer, type IncomingMessage, request as send } from 'node:http';

/** An upload as it left the page. */
export type SentPhoto = { readonly url: string; readonly type: string; readonly bytes: Buffer };

/** A site under watch: what its pages asked for, which photos they sent, and what went wrong in them. */
export type WatchedSite = {
  /** By the name that the demo knows as its own. */
  readonly url: string;
  readonly requests: string[];
  readonly photos: SentPhoto[];
  /**
   * Content that the page's policy refused (so a third party that was asked for, too), errors, and what was written on
   * the console as one.
   */
  readonly complaints: string[];
  stop(): Promise<void>;
};

/** Tells the site what the page's own console would say: not every browser can be asked for that. */
const reporter = `{
  const tell = (...words) => navigator.sendBeacon('/watch/complaint', words.join(' '));
  addEventListener('error', ({ message, filename, lineno }) => tell('error', message, filename, lineno));
  addEventListener('unhandledrejection', ({ reason }) => tell('rejection', reason));
  const { error } = console;
  console.error = (...words) => { tell('console', ...words); error.apply(console, words); };
}`;

/** Stands between a browser and a site, and changes nothing but that pages report. */
export async function watchSite(target: string): Promise<WatchedSite> {
  const requests: string[] = [];
  const photos: SentPhoto[] = [];
  const complaints: string[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer(async (request, response) => {
    const url = request.url ?? '/';
    const body = await bodyOf(request);
    if (url === '/watch/reporter.js')
      return response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(reporter);
    if (url.startsWith('/watch/')) {
      // An icon is the browser's own wish, whatever the page's policy.
      if (!body.includes('/favicon.ico')) complaints.push(body.toString());
      return response.writeHead(204).end();
    }
    requests.push(`${request.method} ${url}`);
    const type = String(request.headers['content-type']);
    if (request.method === 'POST' && type.startsWith('image/')) photos.push({ url, type, bytes: body });
    // The name stays as the browser knows it; encodings would hide where the reporter goes.
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    const forwarded = send({ hostname, port, path: url, method: request.method, headers }, async (answer) => {
      const isPage = String(answer.headers['content-type']).startsWith('text/html');
      const { 'content-length': length, 'content-security-policy': policy, ...rest } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, {
        ...rest,
        ...(length === undefined || isPage ? {} : { 'content-length': length }),
        ...(policy === undefined ? {} : { 'content-security-policy': `${policy}; report-uri /watch/refused` }),
      });
      if (!isPage) return answer.pipe(response);
      const html = (await bodyOf(answer)).toString();
      return response.end(html.replace('<head>', '<head><script src="/watch/reporter.js"></script>'));
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    return forwarded.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The watched site has no port.');
  return {
    url: `http://localhost:${address.port}`,
    requests,
    photos,
    complaints,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
