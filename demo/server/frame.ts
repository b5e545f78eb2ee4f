import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import type { Folders } from './folders.ts';
import { setStrictHeaders } from './headers.ts';
import type { Mode } from './mode.ts';
import { originsOf } from './origins.ts';
import { sendPage } from './send-page.ts';

const upload = '<script type="module" src="./scanfill.js"></script>';
/** What lets it take HEIC and PDF comes before it. */
const withParts = ['heic', 'pdf'].map((part) => upload.replace('scanfill', `scanfill-${part}`)).join('') + upload;
const parents = '<meta name="scanfill-parents" content="" />';

/**
 * The isolated upload: the frame pages, told which pages may hold it, in its own list and in its headers, and
 * the host page that holds it from the server's other origin.
 */
export function frameRoutes(folders: Folders, mode: Mode): RequestHandler {
  const router = Router();
  const frames = {
    '/widget/frame.html': join(folders.widget, 'frame.html'),
    // The same with specimens to try.
    '/frame.html': join(folders.partner, 'frame.html'),
  };
  for (const [path, file] of Object.entries(frames))
    router.get(path, async (request, response) => {
      const ancestors = originsOf(request.headers.host ?? 'localhost');
      const html = await readFile(file, 'utf8');
      setStrictHeaders(response, { ancestors });
      response.setHeader('Cache-Control', 'no-cache');
      const told = html.replace(parents, parents.replace('""', `"${ancestors.join(' ')}"`));
      response.type('html').send(told.replace(upload, withParts));
    });
  router.get('/iframe.html', async (request, response) => {
    setStrictHeaders(response, { frames: originsOf(request.headers.host ?? 'localhost') });
    await sendPage(join(folders.partner, 'iframe.html'), mode, response);
  });
  return router;
}
