import type { RemotePage } from './driver/remote.ts';

/** What stands in an input; nothing where there is none. */
export function valueIn(page: RemotePage, selector: string): Promise<string> {
  return page.run((_find, selector) => document.querySelector<HTMLInputElement>(selector)?.value ?? '', selector);
}

/**
 * Drops texts of these types on an element, or a file of the page's own site: by events, since no hand can drag one
 * from outside.
 */
export function drop(
  page: RemotePage,
  selector: string,
  texts: readonly (readonly [type: string, text: string])[],
  url?: string,
): Promise<void> {
  return page.run(
    async (find, selector, texts, url) => {
      const dataTransfer = new DataTransfer();
      for (const [type, text] of texts) dataTransfer.setData(type, text);
      const bytes = url ? [await (await fetch(url)).blob()] : [];
      for (const blob of bytes) dataTransfer.items.add(new File([blob], 'dropped.jpg', { type: 'image/jpeg' }));
      for (const type of ['dragenter', 'dragover', 'drop'])
        find(selector).dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    selector,
    texts,
    url ?? '',
  );
}

/** Pastes a file of the page's own site while an element has the focus. */
export function pasteFile(page: RemotePage, selector: string, url: string): Promise<void> {
  return page.run(
    async (find, selector, url) => {
      const clipboardData = new DataTransfer();
      const bytes = await (await fetch(url)).blob();
      clipboardData.items.add(new File([bytes], 'pasted.jpg', { type: 'image/jpeg' }));
      const element = find(selector);
      element.focus();
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
      // Firefox makes no event with somebody else's data.
      Object.defineProperty(event, 'clipboardData', { value: clipboardData });
      element.dispatchEvent(event);
    },
    selector,
    url,
  );
}
