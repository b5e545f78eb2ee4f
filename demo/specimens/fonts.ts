import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The font families the specimens are set in. */
export const families = {
  sans: 'Noto Sans CJK SC',
  serif: 'Noto Serif CJK SC',
  song: 'AR PL UMing CN',
  ocrB: 'OCR B',
  latin: 'DejaVu Sans',
  latinSerif: 'DejaVu Serif',
  mono: 'DejaVu Sans Mono',
} as const;

/** A font file each family comes from, and the Debian package that installs it. */
export const fontPackages: readonly { file: string; debianPackage: string }[] = [
  { file: 'NotoSansCJK-Regular.ttc', debianPackage: 'fonts-noto-cjk' },
  { file: 'NotoSerifCJK-Regular.ttc', debianPackage: 'fonts-noto-cjk' },
  { file: 'uming.ttc', debianPackage: 'fonts-arphic-uming' },
  { file: 'OCRB.otf', debianPackage: 'fonts-ocr-b' },
  { file: 'DejaVuSans.ttf', debianPackage: 'fonts-dejavu-core' },
  { file: 'DejaVuSerif.ttf', debianPackage: 'fonts-dejavu-core' },
  { file: 'DejaVuSansMono.ttf', debianPackage: 'fonts-dejavu-core' },
];

const folders = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.fonts'),
  join(homedir(), '.local/share/fonts'),
];

/** Debian packages whose fonts are on none of this machine's font folders; empty when all are there. */
export async function missingFontPackages(fontFolders: readonly string[] = folders): Promise<string[]> {
  const found = new Set<string>();
  for (const folder of fontFolders) {
    const entries = await readdir(folder, { recursive: true }).catch(() => []);
    for (const entry of entries) found.add(entry.slice(entry.lastIndexOf('/') + 1));
  }
  return [...new Set(fontPackages.filter(({ file }) => !found.has(file)).map(({ debianPackage }) => debianPackage))];
}

/**
 * Throws, with the command to run, when a font the specimens need is missing: a fallback font would draw boxes for
 * Chinese.
 */
export async function requireFonts(fontFolders?: readonly string[]): Promise<void> {
  const missing = await missingFontPackages(fontFolders);
  if (missing.length > 0) {
    throw new Error(
      `Specimens need fonts that are not installed. Run: apt-get install -y fontconfig ${missing.join(' ')}`,
    );
  }
}
