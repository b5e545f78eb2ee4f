#!/usr/bin/env bash
# redis-server 7.0.15 (Debian 12), Redis Cluster, a slot that is being moved.
# Guess: a script that names one key, as the documents ask, is refused or redirected until its data is all on one side; it never sees half of it.
# Behaviour: only the keys that are named count. Where the one named key does not exist, the node that still has everything answers ASK, and the node that
# the slot moves to runs the script after ASKING and finds nothing: every other key of the slot reads as absent, without any error. A client library follows
# ASK by itself, so the caller sees an empty store for as long as the move takes. Naming a second key that does exist turns it into TRYAGAIN, which changes nothing.
# Output seen: "at home ASK, after ASKING (nil), with one that exists at home TRYAGAIN, after ASKING TRYAGAIN"
# Exits non-zero where any answer differs.
set -eu
folder=$(mktemp -d)
pids=""
trap 'for pid in $pids; do kill -9 "$pid" 2>/dev/null || true; done; rm -rf "$folder"' EXIT
home=27311; away=27312
for port in $home $away; do
  mkdir "$folder/$port"
  redis-server --port $port --bind 127.0.0.1 --dir "$folder/$port" --save '' --cluster-enabled yes >/dev/null &
  pids="$pids $!"
  until redis-cli -p $port ping >/dev/null 2>&1; do sleep 0.1; done
done
at() { redis-cli -p "$@"; }
at $home cluster addslotsrange 0 8191 >/dev/null
at $away cluster addslotsrange 8192 16383 >/dev/null
at $away cluster set-config-epoch 2 >/dev/null
at $home cluster meet 127.0.0.1 $away >/dev/null
for port in $home $away; do until at $port cluster info | grep -q 'cluster_state:ok'; do sleep 0.1; done; done
# A tag whose slot is at home, and a value under it.
tag=$(for name in a b c d e f g h; do [ "$(at $home cluster keyslot "{$name}")" -le 8191 ] && echo $name && break; done)
at $home set "{$tag}:data" 1 >/dev/null
slot=$(at $home cluster keyslot "{$tag}")
at $away cluster setslot "$slot" importing "$(at $home cluster myid)" >/dev/null
at $home cluster setslot "$slot" migrating "$(at $away cluster myid)" >/dev/null
script="return redis.call('GET', '{$tag}:data')"
asking() { printf 'ASKING\nEVAL "%s" %s\n' "$script" "$1" | at $away --no-raw | tail -1; }
word() { grep -oE 'ASK|TRYAGAIN|\(nil\)|^"1"' | head -1; }
one="1 {$tag}:absent"; two="2 {$tag}:absent {$tag}:data"
seen="at home $(at $home eval "$script" $one 2>&1 | word), after ASKING $(asking "$one" | word), with one that exists at home $(at $home eval "$script" $two 2>&1 | word), after ASKING $(asking "$two" | word)"
echo "$seen"
[ "$seen" = "at home ASK, after ASKING (nil), with one that exists at home TRYAGAIN, after ASKING TRYAGAIN" ]
