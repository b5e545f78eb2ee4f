#!/usr/bin/env bash
# validator 13.15.35, isIdentityCard(number, 'zh-CN').
# Guess: it takes the 18-digit numbers of all who live in China and carry one, or at least of none but citizens.
# Behaviour: two digits decide, from a list that has 81, 82 and 91 ("abroad") but not 83. So residents from Hong Kong and Macao pass and those from
# Taiwan do not; a foreigner's number since December 2023 (GA 2102-2023: 9, the province's two digits, nationality) passes where the province is one of
# 11 to 15, whose numbers begin with 91 by chance, and fails in Shanghai (931), Guangdong (944) and everywhere else.
# Output seen (Node 20.20): "citizen true, Hong Kong true, Macao true, Taiwan false, foreigner in Beijing true, in Shanghai false, in Guangdong false"
# All numbers are fictional, with their right check character (ISO 7064 MOD 11-2). Exits non-zero where any answer differs.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund validator@13.15.35 >/dev/null
cat > run.cjs <<'JS'
const { isIdentityCard } = require('validator');
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const whole = (body) => body + '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0) % 11];
const people = {
  citizen: '11010519491231002',
  'Hong Kong': '81000019900101001',
  Macao: '82000019900101001',
  Taiwan: '83000019900101001',
  'foreigner in Beijing': '91184019850612002',
  'in Shanghai': '93184019850612002',
  'in Guangdong': '94484019850612002',
};
const seen = Object.entries(people).map(([who, body]) => `${who} ${isIdentityCard(whole(body), 'zh-CN')}`).join(', ');
console.log(seen);
const expected =
  'citizen true, Hong Kong true, Macao true, Taiwan false, foreigner in Beijing true, in Shanghai false, in Guangdong false';
process.exitCode = seen === expected ? 0 : 1;
JS
node run.cjs
