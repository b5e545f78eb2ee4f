import { expect, test } from 'vitest';
import { drawPreview } from './draw-preview.ts';
import { cropped } from './edges/cropped.ts';
import { cardsOnDesk } from './testing/pictures.ts';

const photo = () => cardsOnDesk({ width: 1_600, height: 1_200 }, [{ x: 800, y: 600, width: 1_000, degrees: 0 }]);

/** A canvas whose text is of this colour. */
function shown(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.color = 'rgb(0, 200, 0)';
  document.body.append(canvas);
  return canvas;
}

/** Whether the middle of the card's upper edge is outlined. */
function isOutlined(canvas: HTMLCanvasElement): boolean {
  const y = Math.round(((600 - 1_000 / 1.585 / 2) * canvas.width) / 1_600);
  const [red = 255, green = 0, blue = 255] =
    canvas.getContext('2d')?.getImageData(canvas.width / 2, y, 1, 1).data ?? [];
  return red < 60 && green > 150 && blue < 60;
}

test('a small preview outlines the card; the large one shows the photo as it is', async () => {
  const canvas = shown();
  await drawPreview(await photo(), canvas, () => true);
  expect(canvas.width).toBe(640);
  expect(isOutlined(canvas)).toBe(true);
  await drawPreview(await photo(), canvas, () => true, 1_600);
  expect(canvas.width).toBe(1_600);
  expect(isOutlined(canvas)).toBe(false);
});

test('nothing is drawn over what has come meanwhile, nor on what is the card alone', async () => {
  const canvas = shown();
  let looks = 0;
  await drawPreview(await photo(), canvas, () => looks++ === 0);
  expect(isOutlined(canvas)).toBe(false);
  const card = await photo();
  cropped.add(card);
  await drawPreview(card, canvas, () => true);
  expect(isOutlined(canvas)).toBe(false);
});
