import { cardNames } from '@scanfill/proxy/contract';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { layoutsOf, renderSpecimen } from './specimen.ts';

describe('renderSpecimen', () => {
  test('gives the same picture and values for the same seed, others for another', async () => {
    const first = await renderSpecimen('id-card-front', { seed: 5 });
    const again = await renderSpecimen('id-card-front', { seed: 5 });
    const other = await renderSpecimen('id-card-front', { seed: 6, layout: first.layout });
    expect(again).toEqual(first);
    expect(other.fields).not.toEqual(first.fields);
    expect(other.image.equals(first.image)).toBe(false);
  });

  test.each(cardNames)('draws %s in every layout as a picture of its size', async (card) => {
    for (const { name } of layoutsOf(card)) {
      const { image, width, height } = await renderSpecimen(card, { seed: 1, layout: name });
      const found = await sharp(image).metadata();
      expect({ format: found.format, width: found.width, height: found.height }).toEqual({
        format: 'png',
        width,
        height,
      });
      // Ink on paper: a picture in one tone would mean that nothing was drawn.
      const tones = await sharp(image)
        .resize(64, 64, { fit: 'fill' })
        .flatten({ background: '#fff' })
        .greyscale()
        .raw()
        .toBuffer();
      expect(Math.max(...tones) - Math.min(...tones), name).toBeGreaterThan(40);
    }
  });

  test('never chooses a held-out layout by itself', async () => {
    const heldOut = layoutsOf('vehicle-vin').filter((layout) => layout.heldOut);
    for (let seed = 0; seed < 12; seed++) {
      const { layout } = await renderSpecimen('vehicle-vin', { seed });
      expect(heldOut.map(({ name }) => name)).not.toContain(layout);
    }
  });

  test('names the layouts there are when asked for another', async () => {
    await expect(renderSpecimen('passport', { seed: 1, layout: 'atlantis' })).rejects.toThrow(/utopia/);
  });

  test('clears the corners of an object and leaves none clear in a scene', async () => {
    const object = await renderSpecimen('bank-card', { seed: 1 });
    const scene = await renderSpecimen('vehicle-num', { seed: 1, layout: 'car' });
    const { data } = await sharp(object.image).raw().toBuffer({ resolveWithObject: true });
    expect(data[3]).toBe(0);
    expect((await sharp(scene.image).metadata()).hasAlpha).toBe(false);
  });
});
