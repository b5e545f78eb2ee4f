import { createProxy } from '@scanfill/proxy';

const { PORT = '3000', GREEN_ENDPOINT } = process.env;
const { ALIBABA_CLOUD_ACCESS_KEY_ID = '', ALIBABA_CLOUD_ACCESS_KEY_SECRET = '' } = process.env;

export const { SESSION_SECRET = '', PUBLIC_URL = `http://localhost:${PORT}/scanfill` } = process.env;

/** Whoever your sign-in says it is. */
export const visitorOf = (_request) => ({ id: 'visitor-1' });

/** One proxy for the process, started at its first request; kept where a module that is loaded anew finds it. */
export function scanfill() {
  globalThis.scanfill ??= start();
  return globalThis.scanfill;
}

async function start() {
  const proxy = createProxy({
    credentials: { accessKeyId: ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: ALIBABA_CLOUD_ACCESS_KEY_SECRET },
    // Absent: Green itself, in cn-shanghai.
    ...(GREEN_ENDPOINT ? { greenEndpoint: GREEN_ENDPOINT } : {}),
    publicUrl: PUBLIC_URL,
    sessionSecret: SESSION_SECRET,
  });
  await proxy.start();
  return proxy;
}
