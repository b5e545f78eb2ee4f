import { readdir, readFile } from 'node:fs/promises';
import { type CardName, cardNames, cards } from '@scanfill/proxy/contract';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

const folder = new URL('../public/specimens/', import.meta.url);

type Entry = {
  card: string;
  file: string;
  width: number;
  height: number;
  kind: string;
  alt: { en: string; zh: string };
  fields: Record<string, unknown>;
};

describe('the demo’s pictures', async () => {
  const index: Entry[] = JSON.parse(await readFile(new URL('index.json', folder), 'utf8'));

  test('show every card type once clean and once photographed', () => {
    for (const card of cardNames) {
      expect(
        index.filter((entry) => entry.card === card).map(({ kind }) => kind),
        card,
      ).toEqual(expect.arrayContaining(['clean', 'photo']));
    }
  });

  test('are all in the index, and no other', async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.jpg'));
    expect(files.sort()).toEqual(index.map(({ file }) => file).sort());
  });

  test('come with what is printed on them, in fields that their card has', () => {
    for (const { card, file, fields } of index) {
      const known = Object.keys(cards[card as CardName].fields);
      expect(Object.keys(fields).length, file).toBeGreaterThan(0);
      expect(
        Object.keys(fields).filter((name) => !known.includes(name)),
        file,
      ).toEqual([]);
    }
  });

  test('have the size the index says, at most 250 KB, and words for who cannot see them', async () => {
    for (const { file, width, height, alt } of index) {
      const bytes = await readFile(new URL(file, folder));
      const found = await sharp(bytes).metadata();
      expect({ width: found.width, height: found.height }, file).toEqual({ width, height });
      expect(bytes.length, file).toBeLessThanOrEqual(250_000);
      expect(alt.en && alt.zh, file).toBeTruthy();
    }
  });
});
