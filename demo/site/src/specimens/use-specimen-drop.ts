import { type CardName, isCardName } from '@scanfill/proxy/contract';
import { type RefObject, useEffect } from 'react';
import { specimenType } from './fetch-specimen.ts';

/**
 * Takes specimens dragged from the strip onto an upload area. They come from this page, so they carry a name instead of
 * a file; drops of real files pass through to the component untouched. `onDrop` is told the file's name and the card
 * whose side it was dropped on.
 */
export function useSpecimenDrop(
  area: RefObject<HTMLElement | null>,
  onDrop: (file: string, card: CardName | undefined) => void,
): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const abort = new AbortController();
    let marked: Element | undefined;
    const mark = (side: Element | undefined): void => {
      if (side === marked) return;
      marked?.removeAttribute('data-specimen-over');
      side?.setAttribute('data-specimen-over', '');
      marked = side;
    };
    const sideOf = (event: DragEvent): Element => {
      const side = event.target instanceof Element ? event.target.closest('[data-card]') : null;
      return side ?? element;
    };
    const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void): void => {
      const ours = (event: DragEvent): void => {
        if (event.dataTransfer?.types.includes(specimenType)) listener(event);
      };
      element.addEventListener(type, ours, { capture: true, signal: abort.signal });
    };
    const over = (event: DragEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      mark(sideOf(event));
    };
    on('dragenter', over);
    on('dragover', over);
    on('dragleave', (event) => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) mark(undefined);
    });
    on('drop', (event) => {
      event.preventDefault();
      event.stopPropagation();
      mark(undefined);
      const card = sideOf(event).getAttribute('data-card');
      onDrop(event.dataTransfer?.getData(specimenType) ?? '', isCardName(card) ? card : undefined);
    });
    return () => abort.abort();
  }, [area, onDrop]);
}
