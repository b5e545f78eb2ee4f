import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import type { Folders } from './folders.ts';
import { setStrictHeaders } from './headers.ts';
import { originsOf } from './origins.ts';

const upload = '<script type="module" src="./scanfill.js"></script>';
/** What lets it take HEIC and PDF comes before it. */
const withParts = ['heic', 'pdf'].map((part) => upload.replace('scanfill', `scanfill-${part}`)).join('') + upload;
const parents = '<meta name="scanfill-parents" content="" />';

/**
 * The isolated upload: the widget's frame page, told which pages may hold it, in its own list and in its headers, and
 * the host page that holds it from the server's other origin.
 */
export function frameRoutes(folders: Folders): RequestHandler {
  const router = Router();
  router.get('/widget/frame.html', async (request, response) => {
    const ancestors = originsOf(request.headers.host ?? 'localhost');
    const html = await readFile(join(folders.widget, 'frame.html'), 'utf8');
    setStrictHeaders(response, { ancestors });
    response.setHeader('Cache-Control', 'no-cache');
    const told = html.replace(parents, parents.replace('""', `"${ancestors.join(' ')}"`));
    response.type('html').send(told.replace(upload, withParts));
  });
  router.get('/iframe.html', async (request, response) => {
    setStrictHeaders(response, { frames: originsOf(request.headers.host ?? 'localhost') });
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(await readFile(join(folders.partner, 'iframe.html'), 'utf8'));
  });
  return router;
}
