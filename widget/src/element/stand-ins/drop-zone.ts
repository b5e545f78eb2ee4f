import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react';

type DropzoneOptions = {
  readonly disabled?: boolean;
  readonly noPaste?: boolean;
  readonly onDrop?: (accepted: readonly File[], rejections: readonly unknown[]) => void;
};

/**
 * What the upload area uses of react-dropzone, for the builds with Preact inside, where its other features would be a
 * sixth of the file: drops and pastes of one file; more than one is rejected as a whole. The page's own drop zones
 * are left alone.
 */
export function useDropzone({ disabled = false, noPaste = false, onDrop }: DropzoneOptions) {
  const [isDragActive, setDragActive] = useState(false);
  const rootRef = useRef<HTMLElement>(null);
  const take = (files: FileList): void => {
    const all = [...files];
    onDrop?.(all.length === 1 ? all : [], all.length === 1 ? [] : all);
  };
  const handlers = {
    onDragEnter: (event: DragEvent<HTMLElement>) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragActive(true);
    },
    onDragOver: (event: DragEvent<HTMLElement>) => {
      // Without this the browser would refuse the drop, and open the file in place of the page.
      if (hasFiles(event)) event.preventDefault();
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      const { relatedTarget } = event;
      if (!(relatedTarget instanceof Node && event.currentTarget.contains(relatedTarget))) setDragActive(false);
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragActive(false);
      take(event.dataTransfer.files);
    },
    onPaste: (event: ClipboardEvent<HTMLElement>) => {
      const { files } = event.clipboardData;
      if (noPaste || files.length === 0) return;
      event.preventDefault();
      take(files);
    },
  };
  return {
    isDragActive,
    rootRef,
    getRootProps: () => ({ ...(disabled ? {} : handlers), ref: rootRef }),
  };
}

function hasFiles({ dataTransfer }: DragEvent<HTMLElement>): boolean {
  return [...dataTransfer.types].includes('Files');
}
