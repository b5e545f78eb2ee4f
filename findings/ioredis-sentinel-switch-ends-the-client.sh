#!/usr/bin/env bash
# ioredis 6.0.0, Sentinels with failoverDetector.
# Guess: a client with a retryStrategy comes back after a failover, whenever the Sentinel tells of it.
# Behaviour: where the primary is gone first, the client asks the Sentinel for the new one, again and again. If "+switch-master" arrives while such a question is
# open, the detector of the former connection breaks off the attempt: the client says "Connection is closed." and ends for good; retryStrategy is not asked. Seen first
# with a Sentinel 7.0.15 over TLS, where each question takes longer. Without failoverDetector, and where the switch is told between two questions, it comes back.
# Output seen (Node 20.20): "told during a question: end, Connection is closed.; without a detector: ready again"
# Exits non-zero where any answer differs.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund ioredis@6.0.0 >/dev/null
cat > run.cjs <<'JS'
const { createServer } = require('node:net');
const { Redis } = require('ioredis');
const bulk = (text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const array = (...parts) => `*${parts.length}\r\n${parts.map(bulk).join('')}`;
const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(String(server.address().port))));
/** The commands of a piece, by their names and first words. */
const commandsOf = (data) => data.toString().split(/(?=\*\d+\r\n\$)/).map((each) => each.split('\r\n').filter((_, index) => index % 2 === 0).slice(1));
async function seen(failoverDetector) {
  let lost = false;
  const sockets = [];
  const primary = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => { for (const [name] of commandsOf(data)) if (name) socket.write('+OK\r\n'); });
  });
  const port = await listen(primary);
  const listeners = [];
  // A Sentinel that takes 200 ms to name the primary once that one was lost, and tells of the switch meanwhile.
  const sentinel = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      for (const [name = '', word = ''] of commandsOf(data)) {
        if (/^subscribe$/i.test(name)) {
          listeners.push(socket);
          socket.write(`*3\r\n${bulk('subscribe')}${bulk(word)}:1\r\n`);
        } else if (/^sentinel$/i.test(name) && /get-master-addr/i.test(word)) {
          const answer = () => socket.writable && socket.write(array('127.0.0.1', port));
          if (!lost) answer();
          else {
            setTimeout(answer, 200);
            setTimeout(() => listeners.forEach((each) => each.writable && each.write(array('message', '+switch-master', `main 127.0.0.1 1 127.0.0.1 ${port}`))), 100);
          }
        } else if (/^sentinel$/i.test(name)) socket.write('*0\r\n');
        else if (name) socket.write('+OK\r\n');
      }
    });
  });
  const sentinels = [{ host: '127.0.0.1', port: Number(await listen(sentinel)) }];
  const client = new Redis({ sentinels, name: 'main', failoverDetector, protocol: 2, enableReadyCheck: false, retryStrategy: () => 50 });
  let error = '';
  client.on('error', (each) => { error = each.message; });
  await new Promise((resolve) => client.once('ready', resolve));
  await new Promise((resolve) => setTimeout(resolve, 200));
  lost = true;
  sockets.forEach((socket) => socket.destroy());
  const what = await Promise.race([
    new Promise((resolve) => client.once('end', () => resolve('end'))),
    new Promise((resolve) => client.once('ready', () => resolve('ready again'))),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const said = what === 'end' ? `${client.status}, ${error}` : what;
  client.disconnect();
  primary.close();
  sentinel.close();
  return said;
}
(async () => {
  const told = `told during a question: ${await seen(true)}; without a detector: ${await seen(false)}`;
  console.log(told);
  process.exit(told === 'told during a question: end, Connection is closed.; without a detector: ready again' ? 0 : 1);
})();
JS
timeout 30 node run.cjs
