import { type RefObject, useEffect } from 'react';

/**
 * Takes a photo pasted while the pointer rests on the widget and no input of the page has focus. (A paste with focus
 * inside reaches the drop area by itself.)
 */
export function usePagePaste(root: RefObject<HTMLElement | null>, disabled: boolean, take: (file: File) => void): void {
  useEffect(() => {
    if (disabled) return;
    const onPaste = (event: ClipboardEvent): void => {
      const [file] = event.clipboardData?.files ?? [];
      const page = event.target === document.body || event.target === document.documentElement;
      if (!file || !page || event.defaultPrevented || !root.current?.matches(':hover')) return;
      event.preventDefault();
      take(file);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [root, disabled, take]);
}
