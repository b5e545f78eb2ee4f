/**
 * What Node takes when a server is made and not later: `createServer(serverOptions, app)`. Headers of 16 KiB at most,
 * no refusal of Node's own for a missing `Host`, and connections that are looked at every two seconds for what takes
 * too long.
 */
export const serverOptions = {
  maxHeaderSize: 16_384,
  requireHostHeader: false,
  connectionsCheckingInterval: 2_000,
} as const;
