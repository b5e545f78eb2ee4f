import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, checkNode, install, root } from '../../test/scripts/workspace.mjs';
import { takenPort } from './taken-port.mjs';

checkNode();
const taken = await takenPort(process.env);
if (taken) {
  console.error(taken);
  process.exit(1);
}
await install();
await build();

const env = { NODE_ENV: 'development', ...process.env };
const server = spawn(process.execPath, [join(root, 'demo/dist/server/main.js')], { cwd: root, stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.once('close', (code, signal) => process.exit(code ?? (signal ? 0 : 1)));
