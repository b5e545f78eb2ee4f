import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strictHeaders } from '@scanfill/demo/server/headers';
import express, { type RequestHandler, Router } from 'express';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));

/** The widget's files for a script tag under `/widget`, specimens under `/specimens`, and a form to try them with. */
export function pageRoutes(): RequestHandler {
  const router = Router();
  router.use('/widget', express.static(join(packageFolder, 'dist/widget'), { index: false }));
  router.use('/specimens', express.static(join(packageFolder, 'dist/specimens'), { index: false }));
  router.use(strictHeaders, express.static(join(packageFolder, 'page')));
  return router;
}
