/** Where a proxy of this configuration is reached on its admin port, from its own machine. */
export function adminOrigin(host: string, port: number): string {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  return `http://${isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
}
