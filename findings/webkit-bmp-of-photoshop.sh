#!/usr/bin/env bash
# WebKitGTK 2.50.6, a BMP of 2 × 2 pixels with the header of 56 bytes that Photoshop writes for 32 bits (BITMAPV3INFOHEADER, masks in it).
# Guess: shown, as in Chromium and Firefox, and as the same picture with Windows' own headers of 40, 108 and 124 bytes.
# Behaviour: an error, in <img> and in createImageBitmap; with 52 bytes the same. A page that takes BMPs refuses such a file in Safari's engine alone.
# Output seen: "40: 2 × 2, 52: error, 56: error, 108: 2 × 2, 124: 2 × 2"
# Needs Xvfb and WebKitGTK's MiniBrowser (Debian: webkit2gtk-driver); WEBKIT names it. Exits non-zero where 56 bytes are shown or 108 are not.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > run.mjs <<'JS'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, readdirSync } from 'node:fs';

/** Four pixels of 32 bits, red, green, blue and grey, their masks in the header where it has room for them. */
function bmp(headerLength) {
  const start = 14 + headerLength;
  const file = Buffer.alloc(start + 16);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(start, 10);
  file.writeUInt32LE(headerLength, 14);
  file.writeInt32LE(2, 18);
  file.writeInt32LE(2, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(32, 28);
  file.writeUInt32LE(headerLength > 40 ? 3 : 0, 30);
  file.writeUInt32LE(16, 34);
  if (headerLength > 40) [0xff0000, 0xff00, 0xff].forEach((mask, index) => file.writeUInt32LE(mask, 54 + 4 * index));
  if (headerLength > 56) file.write('BGRs', 70);
  [0xff0000, 0xff00, 0xff, 0x808080].forEach((colour, index) => file.writeUInt32LE(colour, start + 4 * index));
  return file;
}

const script = `
  const sizeOf = async (length) => {
    const image = new Image();
    image.src = '/' + length;
    const [shown, bitmap] = await Promise.all([
      new Promise((resolve) => { image.onload = () => resolve(image.naturalWidth + ' × ' + image.naturalHeight); image.onerror = () => resolve('error'); }),
      fetch('/' + length).then((answer) => answer.blob()).then(createImageBitmap).then(({ width, height }) => width + ' × ' + height, () => 'error'),
    ]);
    return length + ': ' + shown + (shown === bitmap ? '' : ' in <img>, ' + bitmap + ' as a bitmap');
  };
  Promise.all([40, 52, 56, 108, 124].map(sizeOf)).then((all) => fetch('/told', { method: 'POST', body: all.join(', ') }));`;
const server = createServer(async (request, response) => {
  const [, length] = /^\/(\d+)$/.exec(request.url) ?? [];
  if (length) return response.writeHead(200, { 'content-type': 'image/bmp' }).end(bmp(Number(length)));
  if (request.url !== '/told')
    return response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><meta charset="utf-8"><script>${script}</script>`);
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const told = String(Buffer.concat(pieces));
  console.log(told);
  process.kill(-browser.pid, 'SIGKILL');
  display.kill('SIGKILL');
  process.exit(told.includes(' 56: error') && told.includes(' 108: 2 × 2') ? 0 : 1);
});
const folders = ['/usr/lib', '/usr/libexec'].flatMap((at) => [at, ...readdirSync(at).map((name) => `${at}/${name}`)]);
const found = folders.map((at) => `${at}/webkit2gtk-4.1/MiniBrowser`).find((path) => existsSync(path));
const display = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
let browser;
display.stdio[3].once('data', (number) => {
  server.listen(0, '127.0.0.1', () => {
    const env = { ...process.env, DISPLAY: `:${String(number).trim()}`, WAYLAND_DISPLAY: '', NO_AT_BRIDGE: '1' };
    const url = `http://127.0.0.1:${server.address().port}/`;
    browser = spawn(process.env.WEBKIT || found, ['--private', url], { stdio: 'ignore', env, detached: true });
  });
});
JS
timeout 60 node run.mjs
