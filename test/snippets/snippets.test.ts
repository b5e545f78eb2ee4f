import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { root } from '../harness/processes.ts';
import { inNode } from './in-node.ts';
import { inPage, servePages } from './in-page.ts';
import { inShell } from './in-shell.ts';
import { pages, snippetsOf } from './snippets.ts';
import { createWorld, type World } from './world.ts';

/** Run as they stand by another file, which reads them from the page. */
const elsewhere: Readonly<Record<string, string>> = {
  'README.md: Put it into a page 1': 'test/sandbox/sandbox.run.ts',
  'sandbox/README.md: @scanfill/sandbox 1': 'test/sandbox/sandbox.run.ts',
  'proxy/README.md: What a backend can trust 1': 'test/e2e/own-backend.test.ts',
  'proxy/README.md: Redis 2': 'proxy/src/store/redis/redis-target.test.ts',
};

/** Run nowhere, and why. */
const notRun: Readonly<Record<string, string>> = {
  'README.md: Scanfill 1': 'a drawing',
  'README.md: Try it 1': 'the second command is this suite, the first would build what the suite stands on',
  'widget/README.md: Script tag 2': 'types alone: readme-code.test.ts compiles it',
  'proxy/README.md: Credentials 1': 'a policy for the console of an Alibaba Cloud account',
};

const snippets = pages.flatMap(snippetsOf);
const codeOf = (name: string): string => snippets.find((snippet) => snippet.name === name)?.code ?? '';
const run = { ...inNode, ...inShell };

test('each snippet is run, or it is said why it cannot be', () => {
  const accounted = [run, inPage, elsewhere, notRun].flatMap(Object.keys);
  expect(accounted.sort()).toEqual(snippets.map(({ name }) => name).sort());
});

test.each(Object.entries(elsewhere))('%s is read by %s', (_name, file) => {
  expect(readFileSync(join(root, file), 'utf8')).toContain('README.md');
});

let world: World;
let browser: Browser;
let tryPage: (name: string) => Promise<void>;

beforeAll(async () => {
  [world, browser] = await Promise.all([createWorld(), launchBrowser()]);
  tryPage = await servePages(snippets, world, browser);
});
afterEach(() => world.endLater());
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test.each(Object.keys(run))('%s does what the page says', async (name) => {
  await run[name]?.(codeOf(name), world);
});

test.each(Object.keys(inPage))('%s fills its form', async (name) => {
  await tryPage(name);
});
