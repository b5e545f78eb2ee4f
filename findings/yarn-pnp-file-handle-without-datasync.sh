#!/usr/bin/env bash
# Yarn 4.18.1 with nodeLinker pnp (no node_modules), Node's own fs/promises under .pnp.cjs.
# Guess: only paths inside packages go through Yarn's file system; a FileHandle of a file of one's own is Node's.
# Behaviour: every handle of fs/promises is Yarn's FileHandle. Its sync(), datasync() and readv() throw "Method not implemented."; write() and fs.fdatasync(handle.fd) work.
# So whatever makes a write durable by `handle.datasync()` fails there, and only there.
# Output seen (Node 20.20): "datasync: Method not implemented.; sync: Method not implemented.; by descriptor: fine"
# Exits non-zero where the answer differs.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
mkdir "$folder/tool" "$folder/project"; cd "$folder/tool"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund @yarnpkg/cli-dist@4.18.1 >/dev/null
cd "$folder/project"
echo '{"name":"plugged","private":true}' > package.json; : > yarn.lock
export YARN_NODE_LINKER=pnp YARN_ENABLE_TELEMETRY=0 YARN_GLOBAL_FOLDER="$folder/global"
node ../tool/node_modules/@yarnpkg/cli-dist/bin/yarn.js install >/dev/null
cat > run.cjs <<'JS'
const { fdatasync } = require('node:fs');
const { open } = require('node:fs/promises');
const { promisify } = require('node:util');
const said = (promise) => promise.then(() => 'fine', ({ message }) => message);
(async () => {
  const handle = await open('file', 'w');
  await handle.write('x');
  const tried = [await said((async () => handle.datasync())()), await said((async () => handle.sync())())];
  const seen = `datasync: ${tried[0]}; sync: ${tried[1]}; by descriptor: ${await said(promisify(fdatasync)(handle.fd))}`;
  console.log(seen);
  const no = 'Method not implemented.';
  process.exit(seen === `datasync: ${no}; sync: ${no}; by descriptor: fine` ? 0 : 1);
})();
JS
node --require ./.pnp.cjs run.cjs
