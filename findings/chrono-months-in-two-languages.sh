#!/usr/bin/env bash
# chrono-node 2.10.3, en.parseDate(), dates as passports print them, the month in the national language and in English (ICAO 9303-3 §3.4).
# Guess: the English month counts and the other word is skipped, or nothing is read.
# Behaviour: another day, without a sign of doubt. Where the English month stands last the day in front is lost and the first of the month taken
# (12 AOUT/AUG 1990 is 1 August); where it stands first the year behind is lost and the present one taken (12 AUG/AOUT 1990 is 12 August 2026).
# Output seen (Node 20.20, asked on 2026-11-23): "12 AOUT/AUG 1990: 1990-8-1, 15 8月/AUG 2014: 2014-8-1, 12 AUG/AOUT 1990: 2026-8-12, 12 AUG 1990: 1990-8-12"
# Exits non-zero where any of the days differs.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund chrono-node@2.10.3 >/dev/null
cat > run.mjs <<'JS'
import { en } from 'chrono-node';
const asked = new Date('2026-11-23T12:00:00Z');
const day = (date) => (date === null ? 'nothing' : [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-'));
const texts = ['12 AOUT/AUG 1990', '15 8月/AUG 2014', '12 AUG/AOUT 1990', '12 AUG 1990'];
const seen = texts.map((text) => `${text}: ${day(en.parseDate(text, asked))}`).join(', ');
console.log(seen);
const expected = '12 AOUT/AUG 1990: 1990-8-1, 15 8月/AUG 2014: 2014-8-1, 12 AUG/AOUT 1990: 2026-8-12, 12 AUG 1990: 1990-8-12';
process.exitCode = seen === expected ? 0 : 1;
JS
TZ=UTC node run.mjs
