import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { inspectBlob } from '@scanfill/proxy/contract';
import { chromium } from 'playwright-core';
import probe from 'probe-image-size';

/**
 * Debian packages that carry odd and broken images: PngSuite, truncated JPEGs, all EXIF orientations, real HEIC; and
 * Pillow's sources with bmpsuite and fuzzers' finds.
 */
const packages = ['golang-1.19-src', 'golang-github-disintegration-imaging-dev', 'golang-go4-dev'];
const sources = ['pillow'];
const images = new Set([
  '.png',
  '.apng',
  '.jpg',
  '.jpeg',
  '.jpe',
  '.gif',
  '.bmp',
  '.dib',
  '.webp',
  '.tif',
  '.tiff',
  '.heic',
  '.avif',
  '.jp2',
  '.psd',
  '.ico',
  '.pdf',
]);

/**
 * `pnpm bench corpus [folder …]`
 *
 * Compares the inspection with two independent readers — probe-image-size, and Chromium's decoder — over the images of
 * some Debian packages (downloaded with apt into a temporary folder) and of the folders named. Fails where the
 * inspection throws, takes long, refuses as unreadable what the browser shows, or sees another size than the browser.
 */
export default async function bench(folders) {
  const temporary = await mkdtemp(join(tmpdir(), 'scanfill-corpus-'));
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-dev-shm-usage',
    ],
  });
  try {
    const roots = folders.length > 0 ? folders : download(temporary);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const count = {
      files: 0,
      accepted: 0,
      refused: 0,
      probeAgrees: 0,
      probeDiffers: 0,
      browserShows: 0,
      browserAgrees: 0,
    };
    const wrong = [];
    const notes = [];
    for (const root of roots) {
      for (const path of await filesIn(root)) {
        const bytes = await readFile(path);
        const label = relative(root, path);
        count.files += 1;
        const startedAt = performance.now();
        const verdict = await inspectBlob(new Blob([bytes]));
        const ms = performance.now() - startedAt;
        if (ms > 200) wrong.push(`${label}: ${ms.toFixed(0)} ms`);
        count[verdict.ok ? 'accepted' : 'refused'] += 1;

        const theirs = probeSize(bytes);
        const ours = verdict.ok ? `${verdict.image.width}×${verdict.image.height}` : verdict.code;
        if (verdict.ok && theirs === ours) count.probeAgrees += 1;
        else if (verdict.ok || (theirs && verdict.code === 'image-unreadable')) {
          count.probeDiffers += 1;
          notes.push(`${label}: here ${ours}, probe-image-size ${theirs ?? 'nothing'}`);
        }
        const isOurs = verdict.ok || verdict.code === 'image-unreadable';
        const shown = isOurs ? await page.evaluate((data) => window.sizeOf(data), bytes.toString('base64')) : undefined;
        if (shown) {
          count.browserShows += 1;
          if (shown === ours) count.browserAgrees += 1;
          else wrong.push(`${label}: here ${ours}, the browser shows ${shown}`);
        }
      }
    }
    console.log(notes.join('\n'));
    console.log(
      `${count.files} files: ${count.accepted} accepted, ${count.refused} refused by name or limit; ` +
        `probe-image-size agrees on ${count.probeAgrees}, differs on ${count.probeDiffers}; ` +
        `the browser shows ${count.browserShows}, of the same size ${count.browserAgrees}`,
    );
    for (const line of wrong) console.error(`WRONG: ${line}`);
    if (wrong.length > 0 || count.files === 0) process.exitCode = 1;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The size as a person sees it; undefined where the library sees none. */
function probeSize(bytes) {
  try {
    const found = probe.sync(bytes);
    if (!found) return undefined;
    return (found.orientation ?? 1) > 4 ? `${found.height}×${found.width}` : `${found.width}×${found.height}`;
  } catch {
    return undefined;
  }
}

async function filesIn(root) {
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile() && images.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Fetches and unpacks the packages without installing anything: apt's own lists and sources are left as they are. */
function download(folder) {
  const roots = [];
  for (const name of packages) {
    const root = join(folder, name);
    mkdirSync(root);
    run('apt-get', ['download', name], root);
    run('sh', ['-c', 'dpkg -x ./*.deb . && rm ./*.deb'], root);
    roots.push(root);
  }
  const lists = join(folder, 'lists');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  const debian = readFileSync('/etc/os-release', 'utf8').match(/VERSION_CODENAME=(\w+)/)?.[1] ?? 'bookworm';
  writeFileSync(join(folder, 'sources.list'), `deb-src ${archive()} ${debian} main\n`);
  const apt = [
    '-o',
    `Dir::Etc::SourceList=${folder}/sources.list`,
    '-o',
    'Dir::Etc::SourceParts=/dev/null',
    '-o',
    `Dir::State::Lists=${lists}`,
  ];
  run('apt-get', [...apt, 'update', '-qq'], folder);
  for (const name of sources) {
    const root = join(folder, name);
    mkdirSync(root);
    run('apt-get', [...apt, '-qq', '--download-only', 'source', name], root);
    run('sh', ['-c', 'for file in *.orig*.tar.*; do case $file in *.asc) ;; *) tar xf "$file" ;; esac; done'], root);
    roots.push(root);
  }
  return roots;
}

/** Where this machine's own apt takes Debian from. */
function archive() {
  const parts = '/etc/apt/sources.list.d';
  const files = [join(parts, 'debian.sources'), '/etc/apt/sources.list'].filter((file) => existsSync(file));
  const found = files
    .map((file) => readFileSync(file, 'utf8').match(/^(?:URIs:|deb\s+(?:\[[^\]]*\])?)\s*(\S+)/m)?.[1])
    .find((address) => address !== undefined);
  if (found === undefined) throw new Error(`no Debian archive named in ${files.join(' or ') || parts}`);
  return found;
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

/** A page that decodes what it is handed and tells its size. */
async function serve() {
  const script = `window.sizeOf = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    try {
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const size = bitmap.width + '×' + bitmap.height;
      bitmap.close();
      return size;
    } catch { return undefined; }
  };`;
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><script>${script}</script>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
