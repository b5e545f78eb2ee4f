const twins: Readonly<Record<string, string>> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' };

/**
 * The origins under which a page asked for at this Host is reached, its own first. A loopback server has two names,
 * which browsers take for two sites: enough to show a frame that is really isolated, on one machine.
 */
export function originsOf(host: string): readonly [string, ...string[]] {
  const { origin, hostname, port } = new URL(`http://${host}`);
  const twin = twins[hostname];
  return twin === undefined ? [origin] : [origin, `http://${twin}${port === '' ? '' : `:${port}`}`];
}
