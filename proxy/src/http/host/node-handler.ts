import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Handles requests of Node's own server, of Express and of whatever passes Node's request and response on. `next` is
 * called for what is none of the service's paths; without it that is answered 404.
 */
export type NodeHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;
