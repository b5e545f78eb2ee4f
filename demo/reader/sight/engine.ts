import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { bounded, type Models, mostEffort } from './bounded.ts';
import { decode } from './decode.ts';
import { createDetector } from './detect.ts';
import type { ModelFiles } from './models.ts';
import { type Page, readPage } from './page.ts';
import { createRecogniser, lineHeight, type Recogniser } from './recognise.ts';
import { openModel } from './runtime.ts';

/** The models, loaded; they read one photo at a time. */
export type Engine = {
  /** `undefined` where the bytes are no picture. */
  page(image: Uint8Array): Promise<Page | undefined>;
  /** Reads Latin capitals, digits and `<` better than the Chinese recogniser. */
  readonly latin: Recogniser;
  readonly chinese: Recogniser;
};

const maxPhotoSide = 3200;

/** Loads the three models; takes about half a second and 300 MB. */
export async function loadEngine(files: ModelFiles): Promise<Engine> {
  // A run holds JavaScript's thread until it ends, so two never overlap: each splits its own work over the cores
  // instead.
  const cores = Math.max(1, Math.min(4, availableParallelism()));
  const detect = createDetector(await openModel(files.detection, cores));
  const chinese = createRecogniser(await openModel(files.recognition, cores), [...keys(files.alphabet), ' ']);
  const latin = createRecogniser(await openModel(files.latin, cores), latinAlphabet());
  // The first run of a model prepares it: better now than with the first photo.
  await detect({ data: new Uint8Array(3 * 320 * 320), width: 320, height: 320 }, 320);
  for (const recognise of [chinese, latin]) {
    await recognise({ data: new Uint8Array(3 * 320 * lineHeight), width: 320, height: lineHeight });
  }
  return engineOf({ detect, chinese, latin });
}

/** An engine of these models, which do no more for a photo than is good for whoever waits. */
export function engineOf(models: Models): Engine {
  const eyes = bounded(models, mostEffort);
  return {
    latin: eyes.latin,
    chinese: eyes.chinese,
    async page(image) {
      const photo = await decode(image, maxPhotoSide);
      eyes.begin();
      return photo === undefined ? undefined : readPage(photo, { detect: eyes.detect, recognise: eyes.chinese });
    },
  };
}

function keys(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines[lines.length - 1] === '' ? lines.slice(0, -1) : lines;
}

/** The order of PaddleOCR's en_dict: 0–9 : ; < = > ? @ A–Z [ \ ] ^ _ ` a–z { | } ~ then ! to / and a space. */
function latinAlphabet(): string[] {
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i));
  return [...range(0x30, 0x7e), ...range(0x21, 0x2f), ' '];
}
