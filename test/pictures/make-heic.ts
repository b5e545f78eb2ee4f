import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { specimenPath } from '../widget/specimen.ts';
import { boxed, codedOf } from './boxes.ts';
import { tiff } from './bytes.ts';
import { drawn } from './drawn.ts';

const files = fileURLToPath(new URL('./files/', import.meta.url));
const tileSide = 512;

/**
 * Makes the HEICs that the tests use, of the drawn specimen, by heif-enc (Debian's libheif-examples, with x265):
 * browsers and npm packages have no encoder for it, so that the files are kept. As an iPhone lays them out: tiles of
 * 512 × 512 in a grid, stored on its side, turned by a property, EXIF that says the same once more.
 */
export async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-heic-'));
  try {
    const { width = 0, height = 0 } = await sharp(specimenPath).metadata();
    // Held upright, a phone stores what it sees on its side: a quarter with the clock is told to make it upright.
    const lying = await sharp(specimenPath).rotate(270).toBuffer();
    const [across, down] = [Math.ceil(height / tileSide), Math.ceil(width / tileSide)];
    const whole = await sharp(lying)
      .extend({ right: across * tileSide - height, bottom: down * tileSide - width, extendWith: 'copy' })
      .toBuffer();
    const tiles = [];
    for (let row = 0; row < down; row++)
      for (let column = 0; column < across; column++) {
        const [from, to] = [join(folder, 'tile.png'), join(folder, 'tile.heic')];
        await sharp(whole)
          .extract({ left: column * tileSide, top: row * tileSide, width: tileSide, height: tileSide })
          .png()
          .toFile(from);
        execFileSync('heif-enc', ['-q', '50', '-p', 'x265:info=0', '-p', 'x265:keyint=1', '-o', to, from]);
        tiles.push(codedOf(await readFile(to)));
      }
    const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff([{ value: 6 }])]);
    const heic = boxed({ brand: 'heic', tiles, across, width: height, height: width, turns: 3, exif });
    await writeFile(join(files, 'phone.heic'), heic);
    const wide = join(folder, 'wide.png');
    await drawn().withIccProfile('p3').png().toFile(wide);
    execFileSync('heif-enc', [
      '-q',
      '80',
      '-p',
      'chroma=444',
      '-p',
      'x265:info=0',
      '-o',
      join(files, 'wide.heic'),
      wide,
    ]);
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
