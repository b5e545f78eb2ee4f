#!/usr/bin/env bash
# compressorjs 1.3.0 in Chromium, a JPEG of 640 × 480 and quality 0.3 with EXIF and its GPS place, all options left as they are (`retainExif` is false).
# Guess: what comes out was drawn anew, so that nothing of the EXIF is in it ("will be removed after compressed"); forms use it for that.
# Behaviour: the very file that came in, with the place, whenever the new one would be larger (`strict`): of photos that were compressed once
# already, as messengers give them. `success` does not tell.
# Output seen (Chromium 156): "in: 25693 bytes, GPS true; out: the same file, GPS true; with strict: false 32686 bytes, GPS false"
# The photo is drawn, its place fictional. CHROMIUM names the browser. Exits non-zero where the place is gone.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund compressorjs@1.3.0 >/dev/null
cat > page.js <<'JS'
import Compressor from '/compressor.js';
const canvas = new OffscreenCanvas(640, 480);
const context = canvas.getContext('2d');
for (let at = 0; at < 480; at++) {
  context.fillStyle = `hsl(${at} 60% ${30 + (at % 7) * 5}%)`;
  context.fillRect(0, at, 640, 1);
}
const jpeg = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.3 })).arrayBuffer());
// EXIF: one directory that points to the GPS directory with a latitude of 31° 13' 48".
const n = (value, size) => Array.from({ length: size }, (_, byte) => (value >>> (8 * (size - 1 - byte))) & 255);
const text = (value) => [...value].map((character) => character.charCodeAt(0));
const tiff = [
  ...text('MM'), ...n(42, 2), ...n(8, 4), ...n(1, 2), ...n(0x8825, 2), ...n(4, 2), ...n(1, 4), ...n(26, 4), ...n(0, 4),
  ...n(2, 2), ...n(1, 2), ...n(2, 2), ...n(2, 4), ...text('N\0\0\0'), ...n(2, 2), ...n(5, 2), ...n(3, 4), ...n(56, 4), ...n(0, 4),
  ...[31, 13, 48].flatMap((value) => [...n(value, 4), ...n(1, 4)]),
];
const app1 = [0xff, 0xe1, ...n(tiff.length + 8, 2), ...text('Exif\0\0'), ...tiff];
const file = new File([jpeg.subarray(0, 2), Uint8Array.from(app1), jpeg.subarray(2)], 'photo.jpg', { type: 'image/jpeg' });
const hasPlace = async (blob) => new TextDecoder('latin1').decode(await blob.arrayBuffer()).includes('Exif\0\0MM');
const compressed = (options) => new Promise((success, error) => new Compressor(file, { ...options, success, error }));
const [out, drawn] = [await compressed({}), await compressed({ strict: false })];
const told = {
  text: `in: ${file.size} bytes, GPS ${await hasPlace(file)}; out: ${out === file ? 'the same file' : `${out.size} bytes`}, ` +
    `GPS ${await hasPlace(out)}; with strict: false ${drawn.size} bytes, GPS ${await hasPlace(drawn)}`,
  stays: (await hasPlace(out)) && !(await hasPlace(drawn)),
};
await fetch('/told', { method: 'POST', body: JSON.stringify(told) });
JS
cat > run.mjs <<'JS'
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
const scripts = { '/page.js': 'page.js', '/compressor.js': 'node_modules/compressorjs/dist/compressor.esm.js' };
let browser;
const server = createServer(async (request, response) => {
  if (request.url === '/told') {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const { text, stays } = JSON.parse(Buffer.concat(pieces));
    console.log(text);
    process.exitCode = stays ? 0 : 1;
    process.kill(-browser.pid, 'SIGKILL');
    return server.close(() => undefined).closeAllConnections();
  }
  const script = scripts[request.url];
  response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
  response.end(script ? readFileSync(script) : '<!doctype html><script type="module" src="/page.js"></script>');
});
server.listen(0, '127.0.0.1', () => {
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0', '--user-data-dir=profile'];
  browser = spawn(process.env.CHROMIUM || '/usr/bin/chromium', [...args, `http://127.0.0.1:${server.address().port}/`], { stdio: 'ignore', detached: true });
});
JS
timeout 60 node run.mjs
