import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';
import { decoderRoutes } from './decoders.ts';
import type { Folders } from './folders.ts';
import { frameRoutes } from './frame.ts';
import { strictHeaders } from './headers.ts';
import { type Mode, withMode } from './mode.ts';

const pages = { '/': 'index.html', '/cards': 'cards.html' } as const;

/** Serves the built pages, the widget's files under `/widget` and the plain HTML page, all with strict headers. */
export function siteRoutes(folders: Folders, mode: Mode): RequestHandler {
  const router = Router();
  // Read anew each time, so that a page built while the server runs names the files that are there.
  const page = async (file: string, response: Response): Promise<void> => {
    const html = withMode(await readFile(join(folders.site, file), 'utf8'), mode);
    response.setHeader('Cache-Control', 'no-cache').type('html').send(html);
  };

  router.get('/mode', strictHeaders, (_request, response) => {
    response.setHeader('Cache-Control', 'no-store').json(mode);
  });

  for (const [path, file] of Object.entries(pages)) {
    router.get(path, strictHeaders, (_request, response) => page(file, response));
    router.get(`/${file}`, (_request, response) => response.redirect(308, path));
  }

  router.use(frameRoutes(folders));
  router.use(strictHeaders);
  router.use(decoderRoutes(folders));
  router.use('/widget', express.static(folders.widget, { index: false }));
  router.use(express.static(folders.partner, { index: false }));
  router.use('/assets', express.static(join(folders.site, 'assets'), { index: false, immutable: true, maxAge: '1y' }));
  router.use(express.static(folders.site, { index: false, redirect: false }));
  router.get('/{*path}', (_request, response) => page('404.html', response.status(404)));
  return router;
}
