import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rights } from './redis-rights.ts';
import { namesRedis, parseRedisUrl } from './redis-target.ts';
import { redisMessage, redisWord } from './redis-word.ts';

test.each([
  ['redis://there', { kind: 'server', at: { host: 'there', port: 6379 }, db: 0, tls: false }],
  ['redis://there:6380/2?family=6', { kind: 'server', at: { host: 'there', port: 6380 }, db: 2, family: 6 }],
  ['valkey://u:p%40ss@there/0', { kind: 'server', username: 'u', password: 'p@ss' }],
  ['rediss://:word@[::1]:1', { kind: 'server', at: { host: '::1', port: 1 }, password: 'word', tls: true }],
  ['valkeys://there', { kind: 'server', tls: true }],
  ['unix:///run/redis.sock', { kind: 'socket', path: '/run/redis.sock' }],
  ['redis+unix:///run/redis.sock', { kind: 'socket', path: '/run/redis.sock' }],
  [
    'rediss+sentinel://u:w@a,b:1/main/3?sentinelUsername=s&sentinelPassword=t',
    {
      kind: 'sentinel',
      sentinels: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 1 },
      ],
      name: 'main',
      db: 3,
      username: 'u',
      sentinelLogin: { username: 's', password: 't' },
      tls: true,
    },
  ],
  ['valkey+cluster://a:1,b:2', { kind: 'cluster', nodes: [{ port: 1 }, { port: 2 }], tls: false }],
])('%s is read', (url, target) => {
  expect(namesRedis(url)).toBe(true);
  expect(parseRedisUrl(url)).toMatchObject(target);
});

test.each([
  ['redis://a,b', /several hosts/],
  ['redis+sentinel://a,b', /names no primary/],
  ['redis+cluster://a/1', /only number 0/],
  ['redis://a/one', /no number/],
  ['redis://u:p%@a', /%25/],
  ['redis://a?tls=yes', /tls/],
  ['redis+other://a', /is none of .*unix:.*redis\+sentinel/],
  ['redis://user:secret/word@a', /is none of|cannot be read|no number/],
])('%s is refused with words', (url, words) => {
  expect(() => parseRedisUrl(url)).toThrow(words);
  expect(() => parseRedisUrl(url)).not.toThrow(/secret/);
});

test.each([
  ["READONLY You can't write against a read only replica. script: 1, on @user_script:9.", 'READONLY'],
  ['ERR Error running script: @user_script: 9: -OOM command not allowed', 'OOM'],
  ["NOPERM this user has no permissions to run the 'time' command", 'NOPERM'],
  ["ERR The user executing the script can't run this command or subcommand script: 1", 'NOPERM'],
  ['Command timed out', 'TIMEOUT'],
  ['Connection is closed.', 'CLOSED'],
  ['something else', 'ERR'],
])('%s is told as %s', (message, word) => {
  expect(redisWord(new Error(message))).toBe(word);
});

test('what was sent is not repeated to the operator', () => {
  const message = "ERR unknown command 'SET', with args beginning with: '{scanfill}:canary' '\x9f\x01secret' ";
  expect(redisMessage(new Error(message))).toBe("ERR unknown command 'SET'");
  expect(redisMessage(new Error('a\n\x00b'))).toBe('a b');
});

test('the README holds the very ACL line', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`ACL SETUSER scanfill on >PASSWORD ${rights()}`);
});
