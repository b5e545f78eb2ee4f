import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { drawPreview } from '../../core/later.ts';
import { moved, type Point, type Size, type View, whole, zoomed } from '../../core/look/view.ts';
import { lookTexts } from '../../texts/en-look.ts';
import { inPart } from '../../texts/speak.ts';
import { Drawing } from '../icons.tsx';
import type { LookProps } from './look-button.tsx';
import { useLookDialog } from './use-look-dialog.ts';
import { useLookStage } from './use-look-stage.ts';

/** What a phone's canvas holds. */
const maxSidePx = 4096;
const step = 1.5;
const stepPx = 80;
const middle: Point = { x: 0, y: 0 };

const ways: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: stepPx, y: 0 },
  ArrowRight: { x: -stepPx, y: 0 },
  ArrowUp: { x: 0, y: stepPx },
  ArrowDown: { x: 0, y: -stepPx },
};

/**
 * The photo at full size, to be zoomed and moved by mouse, fingers and keys; beside the fields where there is room,
 * else over the whole window. Drawn on a canvas, as the preview is, which is emptied when it closes.
 */
export function CloseLook({ image, speech, title, onClose }: LookProps & { readonly onClose: () => void }) {
  const { say } = inPart(speech, lookTexts);
  const helpId = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [photo, setPhoto] = useState<Size>();
  const [failed, setFailed] = useState(false);
  const { dialog, beside, hide } = useLookDialog();
  const { stage, view, change, moving, size } = useLookStage(photo);

  useEffect(() => {
    const { current: picture } = canvas;
    let current = true;
    drawPreview(image, picture, () => current, maxSidePx).then(
      () => current && picture && setPhoto({ width: picture.width, height: picture.height }),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
      // The pixels are not kept until somebody collects them.
      if (picture) picture.width = picture.height = 0;
    };
  }, [image]);

  const close = (): void => {
    hide();
    onClose();
  };
  const zoom = (factor: number): void => change((before, place) => zoomed(before, factor, middle, place));
  const press = (event: KeyboardEvent): void => {
    const { key } = event;
    const way = ways[key];
    // The browser's own zoom, and whatever else a page or a system has there.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape') close();
    else if (key === '+' || key === '=') zoom(step);
    else if (key === '-' || key === '_') zoom(1 / step);
    else if (key === '0') change(() => whole);
    else if (way) change((before, place) => moved(before, way, place));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const tool = (name: string, path: string, act: () => void) => (
    <button type="button" className="sf-button sf-tool" aria-label={name} title={name} onClick={act}>
      <Drawing path={path} />
    </button>
  );

  return (
    <dialog
      ref={dialog}
      className="sf-close-look"
      part="look"
      tabIndex={-1}
      aria-label={`${say('preview')}: ${title}`}
      aria-describedby={helpId}
      data-beside={beside ? '' : undefined}
      style={beside ? { left: `${beside.left}px`, width: `${beside.width}px` } : undefined}
      onKeyDown={press}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div ref={stage} className="sf-look-stage" data-moving={moving ? '' : undefined}>
        <canvas ref={canvas} role="img" aria-label={say('preview')} width="0" height="0" style={laid(view, size)} />
        {failed ? <p role="alert">{say('lookFailed')}</p> : null}
      </div>
      <p className="sf-look-help" id={helpId}>
        {say('lookHelp')}
      </p>
      <div className="sf-look-tools">
        {tool(say('lookOut'), 'M5 12h14', () => zoom(1 / step))}
        <output className="sf-percent">{say('uploadedOf', { percent: Math.round(view.scale * 100) })}</output>
        {tool(say('lookIn'), 'M5 12h14M12 5v14', () => zoom(step))}
        {tool(say('lookFit'), 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5', () => change(() => whole))}
        <button type="button" className="sf-button sf-look-close" onClick={close}>
          {say('lookClose')}
        </button>
      </div>
    </dialog>
  );
}

/** The canvas where the view has it; in the middle from the first, so that it does not glide there. */
function laid({ x, y, scale }: View, size: Size = { width: 0, height: 0 }) {
  return {
    width: `${size.width}px`,
    height: `${size.height}px`,
    transform: `translate(-50%, -50%) translate(${x}px, ${y}px) scale(${scale})`,
  };
}
