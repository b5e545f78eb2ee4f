import { type ReactNode, useEffect, useRef } from 'react';
import { drawPreview } from '../../core/later.ts';

/**
 * The photo on a canvas: no `blob:` URL, so a page's `img-src` need not allow one. `image` is one that has passed
 * inspection, never an unjudged file.
 */
export function Preview({
  image,
  name,
  children,
}: {
  readonly image: Blob | undefined;
  readonly name: string;
  readonly children: ReactNode;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let current = true;
    if (image)
      drawPreview(image, canvas.current, () => current).catch(() => {
        // A photo that cannot be drawn can still be read: the frame stays empty.
      });
    return () => {
      current = false;
    };
  }, [image]);
  return (
    <div className="sf-preview" part="preview" data-empty={image ? undefined : ''}>
      {image ? <canvas ref={canvas} role="img" aria-label={name} width="0" height="0" /> : <CardOutline />}
      {children}
    </div>
  );
}

/** A drawn card where there is no photo. */
export function CardOutline() {
  return (
    <svg className="sf-outline" viewBox="0 0 86 54" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="84" height="52" rx="4" />
      <rect x="58" y="12" width="18" height="23" rx="2" />
      <path d="M10 15h22M10 23h34M10 31h28M10 43h50" />
    </svg>
  );
}
