import { type RefObject, useEffect, useRef, useState } from 'react';
import { createTrigger, type Grey, greyOf, judgeFrame } from '../../core/camera/camera-judge.ts';
import { areaUnder, drawArea } from '../../core/camera/camera-stream.ts';
import { inVideo, judgeOutline } from '../../core/camera/outline.ts';
import type { Quad } from '../../core/edges/quad.ts';
import type { Size } from '../../core/prepare/size.ts';

const lookMs = 160;
const looksNeeded = 5;
const lookWidthPx = 400;
/** So much of the frame's size is looked at, and photographed, on each side of it. */
export const frameMargin = 0.1;

/** What the live picture shows: a card's outline in a video of this size, and what the person is to do. */
type Sight = {
  readonly outline?: Quad | undefined;
  readonly size?: Size;
  readonly advice: 'frame' | 'closer' | 'hold';
};

const nothing: Sight = { advice: 'frame' };

/**
 * Looks at the live picture again and again, and calls back when a card has lain sharp and still in the frame for some
 * looks in a row.
 */
export function useCameraLook(
  stream: MediaStream | undefined,
  video: RefObject<HTMLVideoElement | null>,
  frame: RefObject<HTMLElement | null>,
  onSteady: () => void,
): Sight {
  const [sight, setSight] = useState(nothing);
  const latest = useRef(onSteady);
  useEffect(() => {
    latest.current = onSteady;
  });
  useEffect(() => {
    if (!stream) return;
    const canvas = document.createElement('canvas');
    const trigger = createTrigger(looksNeeded);
    let before: Grey | undefined;
    let outlined: Quad | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const look = async (): Promise<void> => {
      const { current: picture } = video;
      const { current: hole } = frame;
      const area = picture && hole ? areaUnder(picture, hole, frameMargin) : undefined;
      const context = picture && area && drawArea(picture, area, canvas, lookWidthPx);
      if (!context) return;
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
      const now = greyOf(pixels.data, canvas.width, canvas.height);
      const frameVerdict = judgeFrame(before, now);
      before = now;
      const [found] = await cardsIn(pixels);
      if (!current) return;
      const outline = judgeOutline(outlined, found, canvas);
      outlined = found;
      const verdict = trigger({
        sharp: frameVerdict.sharp,
        still: frameVerdict.still && outline?.steady !== false,
        // A thumb over an edge, or a plate: what has no outline of a card may still fill the frame.
        card: outline?.near ?? frameVerdict.card,
      });
      setSight({
        outline: found && inVideo(found, canvas, area),
        size: { width: picture.videoWidth, height: picture.videoHeight },
        advice: verdict !== 'wait' ? 'hold' : outline?.near === false ? 'closer' : 'frame',
      });
      if (verdict === 'now') latest.current();
    };
    const again = async (): Promise<void> => {
      const startedAt = performance.now();
      await look();
      if (current) timer = setTimeout(again, Math.max(lookMs / 4, lookMs - (performance.now() - startedAt)));
    };
    void again();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [stream, video, frame]);
  return sight;
}

/** None where what finds them cannot be loaded. */
async function cardsIn(pixels: ImageData): Promise<readonly Quad[]> {
  const part = await import('../../core/edges/card-edges.ts').catch(() => undefined);
  return (await part?.cardsIn(pixels)) ?? [];
}
