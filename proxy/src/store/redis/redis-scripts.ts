/**
 * The store's operations as Lua: Redis runs each by itself, so every one is atomic over all replicas. Each is called
 * with the keys it is known to need, the first of them one that always exists; those of jobs that it finds in a queue
 * bear the same hash tag. Keys, after the prefix `p`: `job:<id>` hash of version `v`, queue `z`, sealed body `b`, the
 * version `s` that is sealed for · `q:<queue>` and `q:submit:<lane>` ids by time · `key:<key>` hash of fingerprint
 * `f` and id `i` · `quota:<key>` · `batch:<id>` · `batches`, `expiry` what to forget when · `slot:<operation>` the
 * last grant · `window:<key>` hits · `unsettled` entries by their keys · `handoff:<id>` hash of version `v` and sealed
 * body `b`.
 */

/**
 * Functions several scripts share. `changed` tells every replica; `change` applies one change, `leave` keeps an entry
 * of what is unsettled.
 */
const prelude = `
local p = ARGV[1]
local function changed(ids, queues)
  if #ids > 0 then redis.call('PUBLISH', p .. 'changed', table.concat(ids, ' ') .. '|' .. table.concat(queues, ' ')) end
end
local function holds(id, version)
  return redis.call('HGET', p .. 'job:' .. id, 'v') == version
end
local function doubtful() return redis.call('EXISTS', p .. 'doubt') == 1 end
local function leave(entry)
  if entry ~= '' then redis.call('ZADD', p .. 'unsettled', 0, entry) end
end
local function change(id, z, at, body)
  local job = p .. 'job:' .. id
  local before = redis.call('HGET', job, 'z')
  if before ~= z then redis.call('ZREM', p .. 'q:' .. before, id) end
  local version = redis.call('HINCRBY', job, 'v', 1)
  redis.call('HSET', job, 'z', z, 'b', body, 's', version)
  redis.call('ZADD', p .. 'q:' .. z, at, id)
end
`;

/**
 * prefix, id, queue, at, body, key, fingerprint, key's expiry, quota, limit, quota's expiry, ceiling, limit, ceiling's
 * expiry (empty strings for none). Nobody needs to be told of one that stands behind another: whoever takes the first
 * finds it.
 */
const create = `
local id, z, at, body = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local key, fingerprint, keyExpiry = ARGV[6], ARGV[7], ARGV[8]
local function used(allowance) return tonumber(redis.call('GET', p .. 'quota:' .. allowance) or '0') end
local function reached(at) return ARGV[at] ~= '' and used(ARGV[at]) >= tonumber(ARGV[at + 1]) end
local function spend(at)
  if ARGV[at] == '' then return end
  redis.call('INCR', p .. 'quota:' .. ARGV[at])
  redis.call('ZADD', p .. 'expiry', ARGV[at + 2], 'quota:' .. ARGV[at])
end
if key ~= '' then
  local known = redis.call('HMGET', p .. 'key:' .. key, 'f', 'i')
  if known[1] then
    if known[1] ~= fingerprint then return {'conflict'} end
    local job = redis.call('HMGET', p .. 'job:' .. known[2], 'v', 'b', 's')
    return {'existing', known[2], job[1], job[2], job[3]}
  end
end
if reached(9) then return {'quota-exceeded'} end
if reached(12) then return {'ceiling-reached'} end
spend(9)
spend(12)
if key ~= '' then
  redis.call('HSET', p .. 'key:' .. key, 'f', fingerprint, 'i', id)
  redis.call('ZADD', p .. 'expiry', keyExpiry, 'key:' .. key)
end
redis.call('HSET', p .. 'job:' .. id, 'v', 1, 'z', z, 'b', body, 's', 1)
redis.call('ZADD', p .. 'q:' .. z, at, id)
if redis.call('ZRANGE', p .. 'q:' .. z, 0, 0)[1] == id then changed({id}, {z}) end
return {'created', ARGV[12] ~= '' and used(ARGV[12]) or 0}
`;

/**
 * prefix, then id and known version (or an empty string) of each; gives version, body and the version that is sealed
 * for, of each, no body where the version is the known one.
 */
const get = `
local found = {}
for i = 2, #ARGV, 2 do
  local name = p .. 'job:' .. ARGV[i]
  local version = redis.call('HGET', name, 'v')
  local same = version and version == ARGV[i + 1]
  local sealed = same and {false, false} or redis.call('HMGET', name, 'b', 's')
  found[#found + 1] = version
  found[#found + 1] = sealed[1]
  found[#found + 1] = sealed[2]
end
return found
`;

/** prefix, queues; gives the earliest time over them, or nothing. */
const next = `
local earliest = false
for i = 2, #ARGV do
  local at = redis.call('ZRANGE', p .. 'q:' .. ARGV[i], 0, 0, 'WITHSCORES')[2]
  if at and (not earliest or tonumber(at) < tonumber(earliest)) then earliest = at end
end
return earliest
`;

/** prefix, queues; gives the ids in all of them. */
const ids = `
local found = {}
for i = 2, #ARGV do
  for _, id in ipairs(redis.call('ZRANGE', p .. 'q:' .. ARGV[i], 0, -1)) do found[#found + 1] = id end
end
return found
`;

/**
 * prefix, max, now, hidden until, 1 for even while doubtful, queues (several: the lanes to choose one of); gives id,
 * version, body and the version that is sealed for, of each job taken; or one word.
 */
const claim = `
local max, now, hidden = tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local from, fromFull, fromAt = nil, false, nil
for i = 6, #ARGV do
  local q = p .. 'q:' .. ARGV[i]
  local at = tonumber(redis.call('ZRANGE', q, 0, 0, 'WITHSCORES')[2])
  if at and at <= now then
    local full = redis.call('ZCOUNT', q, '-inf', now) >= max
    if not from or (full and not fromFull) or (full == fromFull and at < fromAt) then
      from, fromFull, fromAt = q, full, at
    end
  end
end
local taken = {}
if not from then return taken end
if ARGV[5] == '0' and string.find(from, p .. 'q:submit:', 1, true) and doubtful() then return {'doubtful'} end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', from, '-inf', now, 'LIMIT', 0, max)) do
  local job = p .. 'job:' .. id
  local kept = redis.call('HMGET', job, 'b', 's')
  if kept[1] then
    redis.call('ZADD', from, hidden, id)
    taken[#taken + 1] = id
    taken[#taken + 1] = redis.call('HINCRBY', job, 'v', 1)
    taken[#taken + 1] = kept[1]
    taken[#taken + 1] = kept[2]
  else
    redis.call('ZREM', from, id)
  end
end
return taken
`;

/**
 * prefix, batch's id, marked at, its body, how many marks it is known to have counted, then id, version, queue, at and
 * body of each change; gives 1 when all were made, else 0; and how many marks this Redis counts, -1 where that is
 * doubtful: fewer than it once answered means that some were lost.
 */
const mark = `
local ids, queues = {}, {}
if tonumber(redis.call('GET', p .. 'marks') or '0') < tonumber(ARGV[5]) then
  redis.call('SET', p .. 'doubt', redis.call('TIME')[1] .. '000', 'NX')
end
if doubtful() then return {0, -1} end
for i = 6, #ARGV, 5 do
  if not holds(ARGV[i], ARGV[i + 1]) then return {0, 0} end
end
redis.call('SET', p .. 'batch:' .. ARGV[2], ARGV[4])
redis.call('ZADD', p .. 'batches', ARGV[3], ARGV[2])
for i = 6, #ARGV, 5 do
  change(ARGV[i], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4])
  ids[#ids + 1] = ARGV[i]
  queues[#queues + 1] = ARGV[i + 2]
end
changed(ids, queues)
return {1, redis.call('INCR', p .. 'marks')}
`;

/**
 * prefix, number of batches, batches to drop, then changes as in \`mark\`, each with its entry or an empty string;
 * gives 1 or 0 for each change.
 */
const apply = `
local ids, queues, applied = {}, {}, {}
local first = 3 + tonumber(ARGV[2])
for i = 3, first - 1 do
  redis.call('DEL', p .. 'batch:' .. ARGV[i])
  redis.call('ZREM', p .. 'batches', ARGV[i])
end
for i = first, #ARGV, 6 do
  local current = holds(ARGV[i], ARGV[i + 1])
  if current then
    change(ARGV[i], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4])
    leave(ARGV[i + 5])
    ids[#ids + 1] = ARGV[i]
    queues[#queues + 1] = ARGV[i + 2]
  end
  applied[#applied + 1] = current and 1 or 0
end
changed(ids, queues)
return applied
`;

/**
 * prefix, then id, version (or an empty string for any) and entry (or an empty string) of each; gives 1 for each that
 * was removed.
 */
const erase = `
local ids, erased = {}, {}
for i = 2, #ARGV, 3 do
  local z = redis.call('HGET', p .. 'job:' .. ARGV[i], 'z')
  if z and ARGV[i + 1] ~= '' and not holds(ARGV[i], ARGV[i + 1]) then z = false end
  if z then
    redis.call('ZREM', p .. 'q:' .. z, ARGV[i])
    redis.call('DEL', p .. 'job:' .. ARGV[i])
    leave(ARGV[i + 2])
  end
  ids[#ids + 1] = ARGV[i]
  erased[#erased + 1] = z and 1 or 0
end
changed(ids, {})
return erased
`;

/**
 * prefix, operation, gap, ahead, most ahead; gives 1 and the milliseconds until the call may be made, or 0 and when to
 * ask again. As \`nextSlot\`, by Redis's own clock.
 */
const slot = `
local key, ahead = p .. 'slot:' .. ARGV[2], tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local last = tonumber(redis.call('GET', key) or '0')
if last > now + tonumber(ARGV[5]) then
  last = now
  redis.call('SET', key, string.format('%.3f', now))
end
local wait = math.max(0, last + tonumber(ARGV[3]) - now)
if wait > ahead then return {0, string.format('%.3f', wait - ahead)} end
redis.call('SET', key, string.format('%.3f', now + wait))
return {1, string.format('%.3f', wait)}
`;

/** prefix, key, window; gives the hits in the window and when it ends. */
const hit = `
local key = p .. 'window:' .. ARGV[2]
local hits = redis.call('HINCRBY', key, 'n', 1)
if hits == 1 then
  local time = redis.call('TIME')
  redis.call('HSET', key, 'r', string.format('%.0f', time[1] * 1000 + time[2] / 1000 + ARGV[3]))
  redis.call('PEXPIRE', key, ARGV[3])
end
return {hits, redis.call('HGET', key, 'r')}
`;

/**
 * prefix, expired at, batches marked at, at most, expired ones to leave out; gives how many were looked at, and how
 * many of those stay: a key whose scan is still there.
 */
const forget = `
local looked, stay = 0, 0
for _, key in ipairs(redis.call('ZRANGEBYSCORE', p .. 'expiry', '-inf', ARGV[2], 'LIMIT', ARGV[5], ARGV[4])) do
  local id = string.sub(key, 1, 4) == 'key:' and redis.call('HGET', p .. key, 'i')
  if id and redis.call('EXISTS', p .. 'job:' .. id) == 1 then
    stay = stay + 1
  else
    redis.call('DEL', p .. key)
    redis.call('ZREM', p .. 'expiry', key)
  end
  looked = looked + 1
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', p .. 'batches', '-inf', ARGV[3], 'LIMIT', 0, ARGV[4])) do
  redis.call('DEL', p .. 'batch:' .. id)
  redis.call('ZREM', p .. 'batches', id)
  looked = looked + 1
end
return {looked, stay}
`;

/**
 * prefix, id, known version (0 for none), body, forgotten at; gives 1 where it was kept, 0 where it has another
 * version.
 */
const keepHandoff = `
local name = 'handoff:' .. ARGV[2]
if (redis.call('HGET', p .. name, 'v') or '0') ~= ARGV[3] then return 0 end
redis.call('HINCRBY', p .. name, 'v', 1)
redis.call('HSET', p .. name, 'b', ARGV[4])
redis.call('ZADD', p .. 'expiry', ARGV[5], name)
changed({ARGV[2]}, {})
return 1
`;

/** prefix, id; gives version and body. */
const handoff = `
return redis.call('HMGET', p .. 'handoff:' .. ARGV[2], 'v', 'b')
`;

/** prefix, queues; gives the size of each. */
const sizes = `
local found = {}
for i = 2, #ARGV do found[#found + 1] = redis.call('ZCARD', p .. 'q:' .. ARGV[i]) end
return found
`;

/** Gives the time by the clock of the server that has the keys: seconds and microseconds. */
const time = `
return redis.call('TIME')
`;

/** Gives what the server that has the keys says of its replication. */
const replication = `
return redis.call('INFO', 'replication')
`;

/** Each script whole, by its name. */
export const scripts = {
  create: prelude + create,
  get: prelude + get,
  next: prelude + next,
  ids: prelude + ids,
  claim: prelude + claim,
  mark: prelude + mark,
  apply: prelude + apply,
  erase: prelude + erase,
  slot: prelude + slot,
  hit: prelude + hit,
  forget: prelude + forget,
  keepHandoff: prelude + keepHandoff,
  handoff: prelude + handoff,
  sizes: prelude + sizes,
  time: prelude + time,
  replication: prelude + replication,
} as const;

/** The name of a script. */
export type ScriptName = keyof typeof scripts;
