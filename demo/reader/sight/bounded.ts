import type { Detector } from './detect.ts';
import { lineHeight, type Reading, type Recogniser } from './recognise.ts';

/** The models that read a photo. */
export type Models = { readonly detect: Detector; readonly chinese: Recogniser; readonly latin: Recogniser };

/**
 * What one photo's models may do, in milliseconds of one core of the machine that they were measured on: two cores,
 * which share each run, are done with it in three quarters of that.
 */
export const mostEffort = 4000;

// Measured for the three models, and in proportion to what they look at: a detector's pixels, a line's width.
const perPixel = 200 / (960 * 704);
const perColumn = { chinese: 22 / 320, latin: 144 / 1104 };

const nothingRead: Reading = { text: '', glyphs: [], score: 0 };

/**
 * The models, but seeing nothing more once a photo has cost `most`: no photo takes longer, however much there is in it
 * that cannot be read. `begin` starts the next photo; lines that belong to none, before the first, have no bound.
 */
export function bounded(models: Models, most: number): Models & { begin(): void } {
  let left = Number.POSITIVE_INFINITY;
  const within = <T>(cost: number, look: () => Promise<T>, otherwise: T): Promise<T> => {
    if (left <= 0) return Promise.resolve(otherwise);
    left -= cost;
    return look();
  };
  const reads = (recognise: Recogniser, cost: number): Recogniser => {
    return (line) => within(cost * Math.max(2 * lineHeight, line.width), () => recognise(line), nothingRead);
  };
  return {
    begin() {
      left = most;
    },
    detect(picture, longSide) {
      const scale = longSide / Math.max(picture.width, picture.height);
      const pixels = picture.width * picture.height * scale ** 2;
      return within(perPixel * pixels, () => models.detect(picture, longSide), []);
    },
    chinese: reads(models.chinese, perColumn.chinese),
    latin: reads(models.latin, perColumn.latin),
  };
}
