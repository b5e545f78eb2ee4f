import { setTimeout as pause } from 'node:timers/promises';
import { proxy } from './the-proxy.mjs';

/** `node serve.mjs NAME`: one host on PORT, with the proxy mounted at PREFIX; prints a line once it answers. */
const { PORT, PREFIX } = process.env;
const { start } = await import(`./hosts/${process.argv[2]}.mjs`);
await proxy.start();
await start({ proxy, port: Number(PORT), prefix: PREFIX });
while (!(await fetch(`http://127.0.0.1:${PORT}/own`).catch(() => undefined))) await pause(20);
process.stdout.write('listening\n');
