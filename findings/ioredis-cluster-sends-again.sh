#!/usr/bin/env bash
# ioredis 6.0.0, Cluster.
# Guess: with maxRetriesPerRequest 0 and autoResendUnfulfilledCommands false in its redisOptions a command whose connection breaks is reported and not sent
# again, as with Redis.
# Behaviour: those two are the nodes' own. The Cluster itself takes "Connection is closed." for a failover and sends the command again 100 ms later
# (retryDelayOnFailover, on by default), though the node may have carried it out: an INCR counts twice, and the caller is told of one success.
# retryDelayOnFailover: 0 stops that.
# Output seen (Node 20.20): "by default: the caller got 2, the node counted 2; with retryDelayOnFailover 0: Connection is closed., the node counted 1"
# Exits non-zero where any answer differs.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund ioredis@6.0.0 >/dev/null
cat > run.cjs <<'JS'
const { createServer } = require('node:net');
const { Cluster } = require('ioredis');
async function counted(options) {
  let count = 0;
  // A cluster of one node, which carries out the first INCR and is gone before it answers.
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      for (const [command] of data.toString().matchAll(/\b(cluster|info|incr|client|hello|readonly|setinfo)\b/gi)) {
        const name = command.toLowerCase();
        if (name === 'cluster') {
          const { port } = server.address();
          if (/slots/i.test(data)) socket.write(`*1\r\n*3\r\n:0\r\n:16383\r\n*2\r\n$9\r\n127.0.0.1\r\n:${port}\r\n`);
          else socket.write('$16\r\ncluster_state:ok\r\n');
        } else if (name === 'info') socket.write('$2\r\n\r\n\r\n');
        else if (name === 'incr') {
          count += 1;
          if (count === 1) socket.destroy();
          else socket.write(`:${count}\r\n`);
        } else if (name !== 'setinfo') socket.write('+OK\r\n');
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const redisOptions = { maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false, enableReadyCheck: false, protocol: 2 };
  const cluster = new Cluster([{ host: '127.0.0.1', port: server.address().port }], { redisOptions, enableReadyCheck: false, ...options });
  cluster.on('error', () => {});
  await new Promise((resolve) => cluster.once('ready', resolve));
  const said = await cluster.incr('a').then((value) => `the caller got ${value}`, (error) => error.message);
  cluster.disconnect();
  server.close();
  return `${said}, the node counted ${count}`;
}
(async () => {
  const seen = `by default: ${await counted({})}; with retryDelayOnFailover 0: ${await counted({ retryDelayOnFailover: 0 })}`;
  console.log(seen);
  process.exit(seen === 'by default: the caller got 2, the node counted 2; with retryDelayOnFailover 0: Connection is closed., the node counted 1' ? 0 : 1);
})();
JS
timeout 30 node run.cjs
