import { useEffect, useId, useRef, useState } from 'react';
import type { Pages } from '../../core/open/pages.ts';
import { pagesTexts } from '../../texts/en-pages.ts';
import { inPart, type Speech } from '../../texts/speak.ts';

type PageChoiceProps = { readonly pages: Pages; readonly speech: Speech; readonly disabled: boolean };

/** Two screen pixels for each of the 120 that a page is drawn on. */
const maxSidePx = 240;

/** The pages of a document, small, each as a button that chooses it. */
export function PageChoice({ pages, speech, disabled }: PageChoiceProps) {
  const id = useId();
  const numbers = Array.from({ length: pages.count }, (_, index) => index + 1);
  return (
    <div className="sf-pages">
      <p className="sf-lead" id={id}>
        {pagesText(speech)}
      </p>
      <ul className="sf-page-list" aria-labelledby={id}>
        {numbers.map((page) => (
          <li key={page}>
            <PageButton page={page} pages={pages} speech={speech} disabled={disabled} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function PageButton({ page, pages, speech, disabled }: PageChoiceProps & { readonly page: number }) {
  const { say } = inPart(speech, pagesTexts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [blank, setBlank] = useState(false);
  useEffect(() => {
    let current = true;
    pages.draw(page, maxSidePx).then(
      (bitmap) => {
        if (current && canvas.current) {
          Object.assign(canvas.current, { width: bitmap.width, height: bitmap.height });
          canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
        }
        bitmap.close();
      },
      () => current && setBlank(true),
    );
    return () => {
      current = false;
    };
  }, [page, pages]);
  return (
    <button type="button" className="sf-page" part="button" disabled={disabled} onClick={() => pages.choose(page)}>
      <canvas ref={canvas} width="0" height="0" />
      {blank ? <span className="sf-note">{say('pagesBlank')}</span> : null}
      <span>{say('pagesPage', { page })}</span>
    </button>
  );
}

/** The question as a screen reader hears it. */
export function pagesText(speech: Speech): string {
  return inPart(speech, pagesTexts).say('pagesTitle');
}
