import { createProxy } from '@scanfill/proxy';

const { GREEN, PUBLIC_URL, SESSION_SECRET } = process.env;
const line = (fields, message) => process.stderr.write(`${JSON.stringify({ ...fields, message })}\n`);

/** The proxy as a host makes it; it has not started. */
export const proxy = createProxy({
  credentials: async () => ({ accessKeyId: 'id', accessKeySecret: 'secret' }),
  greenEndpoint: GREEN,
  publicUrl: PUBLIC_URL,
  sessionSecret: SESSION_SECRET,
  store: process.env.STORE_URL ?? 'memory:',
  callback: {},
  log: { info: () => {}, warn: line, error: line },
});
