import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureNeeds, findChromium } from './needs.mjs';
import { build, checkNode, install, root } from './workspace.mjs';

/**
 * `pnpm pictures`: takes the READMEs' pictures from the running demo, its specimens really read, into `docs/pictures`.
 */

/** The first page, on a desk before anything was done and after its specimens were read, and on a phone after that. */
const shots = [
  { file: 'sign-up', width: 1280, height: 800, filled: false },
  { file: 'sign-up-filled', width: 1280, height: 800, filled: true },
  { file: 'sign-up-filled-dark', width: 1280, height: 800, filled: true, colorScheme: 'dark' },
  { file: 'sign-up-phone', width: 390, height: 844, filled: true },
];
const trial = 'Try a specimen';
/** A page has read its specimens by then, or never will. */
const readMs = 60_000;

checkNode();
await install();
await ensureNeeds(['forms']);
await build();
const { default: sharp } = await import(createRequire(join(root, 'demo/package.json')).resolve('sharp'));
const { chromium } = createRequire(join(root, 'test/package.json'))('playwright-core');
const folder = join(root, 'docs/pictures');
await mkdir(folder, { recursive: true });
const demo = await startDemo();
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const { file, width, height, filled, colorScheme = 'light' } of shots) {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: 1.5,
      colorScheme,
      reducedMotion: 'reduce',
    });
    await page.goto(demo.url);
    await page.getByRole('button', { name: trial }).waitFor();
    if (filled) await fill(page);
    const png = await page.screenshot();
    const webp = await sharp(png).webp({ quality: 82 }).toBuffer();
    await writeFile(join(folder, `${file}.webp`), webp);
    console.log(`── docs/pictures/${file}.webp: ${Math.round(webp.length / 1_000)} KB`);
    await page.close();
  }
} finally {
  await browser.close();
  demo.stop();
}

async function fill(page) {
  await page.getByRole('button', { name: trial }).click();
  await page.waitForFunction(() => document.querySelectorAll('[data-phase=done]').length === 2, undefined, {
    timeout: readMs,
  });
  // The page goes to its form by itself; what moves has come to rest by then.
  await page.waitForTimeout(1_500);
}

/** The built demo as a process of its own on free ports. */
function startDemo() {
  const child = spawn(process.execPath, [join(root, 'demo/dist/server/main.js')], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', GREEN_PORT: '0', STORE_URL: 'memory:' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /https?:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(line);
      if (address && /demo/i.test(line)) resolve({ url: address[0], stop: () => child.kill('SIGTERM') });
    });
    child.once('exit', () => reject(new Error('The demo ended before it printed its address.')));
  });
}
