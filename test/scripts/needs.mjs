import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './workspace.mjs';

/** What the suites need besides npm packages: how to find it, and Debian's packages that bring it. */
const needs = [
  {
    what: 'Chromium',
    suites: ['widget', 'test', 'forms', 'site'],
    packages: ['chromium'],
    found: () => findChromium() !== undefined,
  },
  { what: 'Firefox', suites: ['widget', 'test'], packages: ['firefox-esr'], found: () => findFirefox() !== undefined },
  {
    what: 'WebKitGTK with its driver, and a display for it',
    suites: ['widget', 'test'],
    packages: ['webkit2gtk-driver', 'xvfb'],
    found: () => findExecutable('WebKitWebDriver') !== undefined && findExecutable('Xvfb') !== undefined,
  },
  {
    what: 'the fonts of the specimens',
    suites: ['demo', 'test'],
    packages: ['fonts-noto-cjk', 'fonts-ocr-b', 'fonts-arphic-uming', 'fonts-dejavu-core', 'fontconfig'],
    found: () => ['Noto Sans CJK', 'OCR.?B', 'AR PL UMing', 'DejaVu Sans'].every(hasFont),
  },
  {
    what: 'nginx, Caddy, HAProxy, Apache',
    suites: ['gateways'],
    packages: ['nginx-light', 'caddy', 'haproxy', 'apache2'],
    found: () => ['nginx', 'caddy', 'haproxy', 'apache2'].every((name) => findExecutable(name) !== undefined),
  },
  {
    what: 'openssl',
    suites: ['proxy', 'redis'],
    packages: ['openssl'],
    found: () => findExecutable('openssl') !== undefined,
  },
  {
    what: 'redis-server',
    suites: ['proxy', 'test', 'chaos', 'redis'],
    packages: ['redis-server'],
    found: () => findExecutable('redis-server') !== undefined,
  },
];

/** The browser most tests drive: `CHROMIUM` where it is set, else the first one on the PATH. */
export function findChromium() {
  return findBrowser(process.env.CHROMIUM, ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
}

/** Firefox: `FIREFOX` where it is set, else the first one on the PATH. */
export function findFirefox() {
  return findBrowser(process.env.FIREFOX, ['firefox-esr', 'firefox']);
}

function findBrowser(named, names) {
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  return names.map(findExecutable).find(Boolean);
}

/**
 * Finds what these suites need, else installs it with apt when root, else ends with the one command to run: a missing
 * need is never skipped.
 */
export async function ensureNeeds(suites) {
  const wanted = needs.filter((need) => need.suites.some((suite) => suites.includes(suite)));
  const missing = wanted.filter((need) => !need.found());
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.packages);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  console.log(`\n── Missing: ${missing.map((need) => need.what).join(', ')}`);
  if (process.getuid?.() === 0 && findExecutable('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', command.split(' ').slice(1), { env });
  }
  const still = wanted.filter((need) => !need.found());
  if (still.length === 0) return;
  console.error(
    `The tests need ${still.map((need) => need.what).join(', ')}. Run this once, then again:\n\n  sudo ${command}\n`,
  );
  process.exit(1);
}

function findExecutable(name) {
  // Servers are where only root looks.
  return `${process.env.PATH ?? ''}${delimiter}/usr/sbin`
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function hasFont(family) {
  try {
    return new RegExp(family, 'i').test(execFileSync('fc-list', [':', 'family'], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}
