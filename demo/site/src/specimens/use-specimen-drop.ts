import { type RefObject, useEffect } from 'react';
import { specimenType } from './fetch-specimen.ts';

/**
 * Takes specimens dragged from the strip anywhere on the upload area. They come from this page, so they carry a name instead of a file;
 * drops of real files pass through to the component untouched.
 */
export function useSpecimenDrop(area: RefObject<HTMLElement | null>, onDrop: (file: string) => void): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const abort = new AbortController();
    const carries = (event: DragEvent): boolean => event.dataTransfer?.types.includes(specimenType) === true;
    const mark = (over: boolean) => element.toggleAttribute('data-specimen-over', over);
    const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void) =>
      element.addEventListener(type, listener, { capture: true, signal: abort.signal });
    const over = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      event.stopPropagation();
      mark(true);
    };
    on('dragenter', over);
    on('dragover', over);
    on('dragleave', (event) => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) mark(false);
    });
    on('drop', (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      event.stopPropagation();
      mark(false);
      onDrop(event.dataTransfer?.getData(specimenType) ?? '');
    });
    return () => abort.abort();
  }, [area, onDrop]);
}
