#!/usr/bin/env bash
# Bun 1.4.5, `import { Client } from 'undici'` with undici 7.30.0 installed in node_modules.
# Guess: what is installed is what is imported, or an import that Bun cannot serve fails.
# Behaviour: Bun puts a module of its own in the place of the installed one. Its Client has a request() without a body: it takes a request, sends nothing, and gives
# undefined; there is no destroy(). Nothing throws before somebody looks into the answer.
# Output seen: "request gives undefined, destroy is undefined, of Client: constructor,request"
# Exits non-zero where the answer differs. Linux on x64.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund undici@7.30.0 @oven/bun-linux-x64@1.4.5 >/dev/null
cat > run.mjs <<'JS'
import { Client } from 'undici';
const client = new Client('http://127.0.0.1:9');
const given = await client.request({ path: '/', method: 'GET' });
const methods = Object.getOwnPropertyNames(Client.prototype);
const seen = `request gives ${given}, destroy is ${client.destroy}, of Client: ${methods}`;
console.log(seen);
process.exit(seen === 'request gives undefined, destroy is undefined, of Client: constructor,request' ? 0 : 1);
JS
node_modules/@oven/bun-linux-x64/bin/bun run.mjs
