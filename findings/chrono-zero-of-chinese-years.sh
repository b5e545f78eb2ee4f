#!/usr/bin/env bash
# chrono-node 2.10.3, parseDate() of its two Chinese locales, a year written in numerals with 〇 as on certificates: 二〇一五年十二月三十一日.
# Guess: both read 31 December 2015, or the traditional one, which may know only 零, reads nothing.
# Behaviour: zh.hans is right. zh.hant reads another day and does not say so: 二〇一五 is the year 15 and the day the 30th; 二〇三〇年一月一日 is 1 January
# of the year in which it is asked.
# Output seen (Node 20.20, asked on 2026-11-23): "zh.hans 2015-12-31 2030-1-1, zh.hant 15-12-30 2026-1-1"
# Exits non-zero where any of the four days differs.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund chrono-node@2.10.3 >/dev/null
cat > run.mjs <<'JS'
import { zh } from 'chrono-node';
const asked = new Date('2026-11-23T12:00:00Z');
const day = (date) => (date === null ? 'nothing' : [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-'));
const texts = ['二〇一五年十二月三十一日', '二〇三〇年一月一日'];
const seen = ['hans', 'hant'].map((which) => `zh.${which} ${texts.map((text) => day(zh[which].parseDate(text, asked))).join(' ')}`);
console.log(seen.join(', '));
process.exitCode = seen.join(', ') === 'zh.hans 2015-12-31 2030-1-1, zh.hant 15-12-30 2026-1-1' ? 0 : 1;
JS
TZ=UTC node run.mjs
