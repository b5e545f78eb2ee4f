import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { negativeKinds, renderNegative } from './negatives.ts';

describe('renderNegative', () => {
  test.each(negativeKinds)('renders %s as a photo, the same for the same seed', async (kind) => {
    const photo = await renderNegative(kind, 1);
    expect((await sharp(photo).metadata()).format).toBe('jpeg');
    expect((await renderNegative(kind, 1)).equals(photo)).toBe(true);
    expect((await renderNegative(kind, 2)).equals(photo)).toBe(false);
  });
});
