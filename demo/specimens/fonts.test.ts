import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fontPackages, missingFontPackages, requireFonts } from './fonts.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fonts-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('fonts', () => {
  test('names the Debian packages to install when there are no fonts', async () => {
    await expect(requireFonts([folder])).rejects.toThrow(
      /apt-get install .*fonts-noto-cjk.*fonts-arphic-uming.*fonts-ocr-b/,
    );
  });

  test('names only the packages that are missing', async () => {
    for (const { file, debianPackage } of fontPackages)
      if (debianPackage !== 'fonts-ocr-b') await writeFile(join(folder, file), '');
    expect(await missingFontPackages([folder, join(folder, 'none')])).toEqual(['fonts-ocr-b']);
  });
});
