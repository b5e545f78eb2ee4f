/** What the store asks of Redis, in its scripts and beside them. */
const commands =
  'get set del exists incr incrby hget hmget hset hincrby zadd zrem zcard zcount zrange zrangebyscore zrangebylex zremrangebylex pexpire time publish subscribe ping eval evalsha';

/**
 * The rights that a user of Redis needs for keys and channels under a prefix, as `ACL SETUSER` takes them. `info` and
 * `config|get` tell what a crash could lose, and `info` a failover too.
 */
export const rights = (prefix = 'scanfill'): string =>
  [`~{${prefix}}:*`, `&{${prefix}}:*`, ...commands.split(' ').map((name) => `+${name}`), '+info', '+config|get'].join(
    ' ',
  );
