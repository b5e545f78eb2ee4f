/** One proxy for the process, started at its first request: Next also loads routes while it builds. */
export function scanfill() {
  globalThis.scanfill ??= import('../the-proxy.mjs').then(async ({ proxy }) => {
    await proxy.start();
    return proxy;
  });
  return globalThis.scanfill;
}
