import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import type { Folders } from './folders.ts';
import { setStrictHeaders } from './headers.ts';

/**
 * What the parts for HEIC and PDF load once such a file comes, beside the widget's own workers: the decoders' files as
 * they are, with their licences. The one worker that compiles WebAssembly is served with a policy that allows it.
 */
export function decoderRoutes({ libheif, pdfjs }: Folders): RequestHandler {
  const router = Router();
  router.get('/widget/heic/worker.js', (_request, response, next) => {
    setStrictHeaders(response, { wasm: true });
    next();
  });
  router.get('/widget/pdf/LICENSE', (_request, response) => response.sendFile('LICENSE', { root: pdfjs }));
  for (const [path, folder] of [
    ['heic', libheif],
    ['pdf', join(pdfjs, 'legacy/build')],
    ...['wasm', 'cmaps', 'standard_fonts'].map((name) => [`pdf/${name}`, join(pdfjs, name)] as const),
  ] as const)
    router.use(`/widget/${path}`, express.static(folder, { index: false }));
  return router;
}
