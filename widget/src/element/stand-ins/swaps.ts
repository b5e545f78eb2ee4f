/**
 * What the builds with Preact inside put in another's place, and that it fits there. Never run: `scripts/swaps.mjs`
 * reads the pairs, a line each, and swaps by where an import leads, however it is spelled; the compiler checks them.
 */
export async function swaps(): Promise<void> {
  (await import('./at-once.ts')) satisfies typeof import('../../core/later.ts');
  (await import('./inspect-unnamed.ts')) satisfies typeof import('../../core/inspect-image.ts');
  (await import('./jpeg-of.ts')) satisfies typeof import('../../core/open/jpeg-of.ts');
  (await import('./turn-jpeg.ts')) satisfies typeof import('../../core/prepare/turn-jpeg.ts');
  (await import('./other-formats.ts')) satisfies typeof import('../../core/prepare/other-formats.ts');
  (await import('./decode-scaled.ts')) satisfies typeof import('../../core/prepare/decode-scaled.ts');
  (await import('./camera-and-photo.ts')) satisfies typeof import('../../ui/camera/camera.tsx');
  (await import('./close-look.ts')) satisfies typeof import('../../ui/look/close-look.tsx');
  (await import('./phone-panel.ts')) satisfies typeof import('../../ui/phone/phone-panel.tsx');
  (await import('./consent-box.ts')) satisfies typeof import('../../ui/consent/consent-box.tsx');
  (await import('./review-and-fill.ts')) satisfies typeof import('../../ui/review/review-and-fill.ts');
  // Of these only what the widget uses.
  (await import('./drop-zone.ts')) satisfies Part<typeof import('react-dropzone'), 'useDropzone', DropZone>;
  (await import('./react.ts')) satisfies Partial<typeof import('react')>;
  (await import('./react.ts')) satisfies Part<typeof import('react-dom/client'), 'createRoot', 'render' | 'unmount'>;
  (await import('preact/jsx-runtime')) satisfies Record<keyof typeof import('react/jsx-runtime'), unknown>;
}

type DropZone = 'isDragActive' | 'rootRef' | 'getRootProps';

/**
 * A module's function of this name, which gives these properties; whether it is called rightly is told where it is
 * called.
 */
type Part<
  Module extends Record<Name, (...args: never) => unknown>,
  Name extends string,
  Given extends keyof ReturnType<Module[Name]>,
> = { [N in Name]: (...args: never) => Record<Given, unknown> };
