import { createServer } from 'node:net';

/**
 * Says which of the demo's ports is taken, before minutes go into an install and a build; undefined where none is. What
 * else is wrong with them the demo says itself.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Promise<string | undefined>}
 */
export async function takenPort(env) {
  const value = (name) => env[name]?.trim() || undefined;
  const wanted = [['PORT', value('PORT') ?? '5173', value('HOST') ?? '127.0.0.1']];
  if (!value('ALIBABA_CLOUD_ACCESS_KEY_ID')) wanted.push(['GREEN_PORT', value('GREEN_PORT') ?? '5174', '127.0.0.1']);
  for (const [variable, port, host] of wanted)
    if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535 && (await isTaken(Number(port), host)))
      return `Port ${port} on ${host} is taken. Stop what uses it, or choose another one: ${variable}=${Number(port) + 1000}.`;
  return undefined;
}

function isTaken(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) => resolve(code === 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(false)));
  });
}
