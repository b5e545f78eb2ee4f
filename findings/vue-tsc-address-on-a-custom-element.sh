#!/usr/bin/env bash
# vue-tsc 3.3.14 with vue 3.5.39 and TypeScript 6.0.3, strict: an address in an attribute of a custom element.
# Guess: an attribute is a string like any other and says nothing about the rest of the template.
# Behaviour: where that string holds "//" (every http:// address), each v-model on an input behind it in the same parent fails with TS2339, "Property
# 'value' does not exist", on the page's own data, whether or not GlobalComponents has types for the element, which is not named. Binding a string in the
# template does not help; binding a variable, a relative address, and elements of HTML (<a href="http://…">) are fine. Who gives a custom element of a
# form the address of its service meets it in "npm run build".
# Output seen (Node 20.20): "whole address: TS2339, any two slashes: TS2339, with types: TS2339, bound as a string: TS2339, bound as a variable: none,
# relative: none, on a link: none"
# Exits non-zero where any answer differs.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund vue@3.5.39 vue-tsc@3.3.14 typescript@6.0.3 >/dev/null
cat > run.mjs <<'JS'
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const elements = {
  'whole address': '<some-upload address="http://localhost:5180/scans" />',
  'any two slashes': '<some-upload address="one // two" />',
  'with types': '<typed-upload address="http://localhost:5180/scans" />',
  'bound as a string': `<some-upload :address="'http://localhost:5180/scans'" />`,
  'bound as a variable': '<some-upload :address="address" />',
  relative: '<some-upload address="/scans" />',
  'on a link': '<a href="http://localhost:5180/scans">more</a>',
};
const compilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2022', 'dom'],
};
writeFileSync('tsconfig.json', JSON.stringify({ compilerOptions, include: ['Form.vue'] }));
const seen = Object.entries(elements)
  .map(([name, element]) => {
    writeFileSync(
      'Form.vue',
      `<script setup lang="ts">
import { type DefineComponent, reactive } from 'vue';
const form = reactive({ name: '' });
const address = 'http://localhost:5180/scans';
declare module 'vue' {
  interface GlobalComponents {
    'typed-upload': DefineComponent<{ address?: string }>;
  }
}
</script>
<template>
  <div>
    ${element}
    <input v-model="form.name" />
  </div>
</template>
`,
    );
    const { stdout } = spawnSync('npx', ['vue-tsc', '-p', 'tsconfig.json'], { encoding: 'utf8' });
    return `${name}: ${/error (TS\d+): Property 'value' does not exist/.exec(stdout)?.[1] ?? (stdout.trim() || 'none')}`;
  })
  .join(', ');
console.log(seen);
const expected =
  'whole address: TS2339, any two slashes: TS2339, with types: TS2339, bound as a string: TS2339, bound as a variable: none, relative: none, on a link: none';
process.exitCode = seen === expected ? 0 : 1;
JS
node run.mjs
