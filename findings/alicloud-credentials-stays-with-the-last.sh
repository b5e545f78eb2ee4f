#!/usr/bin/env bash
# @alicloud/credentials 2.4.7, new Credential().getCredential() (the default chain).
# Guess: while no source gives credentials each call goes through the whole chain again, so that one that comes up late (a CLI profile written
# after the start, an STS that was out of reach for a moment) is found.
# Behaviour: DefaultCredentialsProvider keeps each source as the one that was used before it has answered (providers/default.js, `this.lastUsedProvider
# = provider` ahead of the try). After one failure of all, the last source of the chain alone is asked for good: a pod whose STS failed once at
# its start never gets credentials until the process is started anew. A new Credential() goes through all of them again.
# Output seen (Node 20.20): "1st rejected: all asked; 2nd rejected: the last alone; a new one: cli_profile"
# Loopback only. Exits non-zero where any answer differs.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund @alicloud/credentials@2.4.7 >/dev/null
cat > run.cjs <<'JS'
const { createServer } = require('node:http');
const { mkdirSync, writeFileSync } = require('node:fs');
for (const name of Object.keys(process.env)) if (name.startsWith('ALIBABA_CLOUD_')) delete process.env[name];
process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = 'true';
process.env.HOME = process.cwd();
const { default: Credential } = require('@alicloud/credentials');
const said = async (credential) => {
  try {
    return (await credential.getCredential()).providerName.split('/').at(-1);
  } catch ({ message }) {
    return `rejected: ${message.includes('any of the providers') ? 'all asked' : 'the last alone'}`;
  }
};
const server = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1', async () => {
  process.env.ALIBABA_CLOUD_CREDENTIALS_URI = `http://127.0.0.1:${server.address().port}/`;
  const credential = new Credential();
  const first = await said(credential);
  mkdirSync('.aliyun');
  const profile = { name: 'default', mode: 'AK', access_key_id: 'id', access_key_secret: 'secret' };
  writeFileSync('.aliyun/config.json', JSON.stringify({ current: 'default', profiles: [profile] }));
  const seen = `1st ${first}; 2nd ${await said(credential)}; a new one: ${await said(new Credential())}`;
  console.log(seen);
  process.exit(seen === '1st rejected: all asked; 2nd rejected: the last alone; a new one: cli_profile' ? 0 : 1);
});
JS
node run.cjs
