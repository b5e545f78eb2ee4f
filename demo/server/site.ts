import { join } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';
import { decoderRoutes } from './decoders.ts';
import type { Folders } from './folders.ts';
import { frameRoutes } from './frame.ts';
import { strictHeaders } from './headers.ts';
import type { Mode } from './mode.ts';
import { sendPage } from './send-page.ts';

const pages = {
  '/': 'index.html',
  '/cards': 'cards.html',
  '/live': 'live.html',
  '/operator': 'operator.html',
} as const;

/** Serves the built pages, those without a bundler, and the widget's files under `/widget`, all with strict headers. */
export function siteRoutes(folders: Folders, mode: Mode): RequestHandler {
  const router = Router();
  const page = (file: string, response: Response): Promise<void> => sendPage(join(folders.site, file), mode, response);

  router.get('/mode', strictHeaders, (_request, response) => {
    response.setHeader('Cache-Control', 'no-store').json(mode);
  });

  for (const [path, file] of Object.entries(pages)) {
    router.get(path, strictHeaders, (_request, response) => page(file, response));
    router.get(`/${file}`, (_request, response) => response.redirect(308, path));
  }

  router.use(frameRoutes(folders, mode));
  router.use(strictHeaders);
  router.use(decoderRoutes(folders));
  router.get('/partner.html', (_request, response) => sendPage(join(folders.partner, 'partner.html'), mode, response));
  // As it stands: plain text, so that no renderer of ours comes between.
  router.get('/docs/operations.md', (_request, response) => {
    response.type('text/plain; charset=utf-8').sendFile(join(folders.docs, 'operations.md'));
  });
  router.use('/widget', express.static(folders.widget, { index: false }));
  router.use(express.static(folders.partner, { index: false }));
  router.use('/assets', express.static(join(folders.site, 'assets'), { index: false, immutable: true, maxAge: '1y' }));
  router.use(express.static(folders.site, { index: false, redirect: false }));
  router.get('/{*path}', (_request, response) => page('404.html', response.status(404)));
  return router;
}
