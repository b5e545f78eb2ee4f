import { createServer } from 'node:http';
import {
  type CredentialsProvider,
  createProxy,
  type FetchHandler,
  type NodeHandler,
  serverOptions,
} from '@scanfill/proxy';
import { cards } from '@scanfill/proxy/contract';
import { createRedisStore } from '@scanfill/proxy/redis';
import { mintSession } from '@scanfill/proxy/session';

const credentials: CredentialsProvider = async () => ({ accessKeyId: 'id', accessKeySecret: 'secret' });
const proxy = createProxy({ credentials, sessionSecret: 'x' });
proxy.guard(createServer(serverOptions, proxy.handler));
const handlers: readonly NodeHandler[] = [proxy.handler, proxy.router];
const handle: FetchHandler = (request) => proxy.fetch(request);
export const GET = async (request: Request): Promise<Response> => handle(request);
export const session = mintSession({ secret: 'x', subject: 'visitor' });
export const names: readonly string[] = Object.keys(cards);
export { createRedisStore, handlers };
