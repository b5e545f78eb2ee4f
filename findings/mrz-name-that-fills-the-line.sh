#!/usr/bin/env bash
# mrz 5.0.2, parse() of a passport (TD3) whose surname fills the first line to its end, cut off there, as ICAO 9303-4 §4.2.3 allows.
# Guess: lastName is what stands there, firstName is empty, as for a surname alone that is followed by fillers.
# Behaviour: valid, and firstName is the surname once more: without the two fillers the whole field is taken for both names.
# Output seen (Node 20.20): "cut off: valid true, lastName BENNELONG WOOLOOMOOLOO WARRANDYTE WARNA, firstName BENNELONG WOOLOOMOOLOO WARRANDYTE WARNA;
# with fillers behind it: lastName BENNELONG, firstName ''"
# The zone is fictional, with its right check digits. Exits non-zero where the first name is another one.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund mrz@5.0.2 >/dev/null
cat > run.mjs <<'JS'
import { parse } from 'mrz';
const second = 'L898902C36GBR7408122F3004157<<<<<<<<<<<<<<04';
const whole = parse(['P<GBRBENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNA', second]);
const short = parse(['P<GBRBENNELONG'.padEnd(44, '<'), second]);
const { lastName, firstName } = whole.fields;
console.log(`cut off: valid ${whole.valid}, lastName ${lastName}, firstName ${firstName};`);
console.log(`with fillers behind it: lastName ${short.fields.lastName}, firstName '${short.fields.firstName}'`);
process.exitCode = whole.valid && firstName === lastName && short.fields.firstName === '' ? 0 : 1;
JS
node run.mjs
