import { type RequestHandler, Router } from 'express';
import { welcome } from './visitor.ts';

/** A session token and its life in seconds. */
export type MintedSession = { readonly token: string; readonly expiresIn: number };

/**
 * `POST /session`: what a host's backend does for its signed-in visitor. A renewed token still finds the visitor's
 * scans.
 */
export function sessionRoute(mint: (subject: string) => Promise<MintedSession>): RequestHandler {
  const router = Router();
  router
    .route('/session')
    .post(async (request, response) => {
      const session = await mint(welcome(request, response));
      response.setHeader('Cache-Control', 'no-store');
      response.json({ token: session.token, expiresIn: session.expiresIn });
    })
    .all((_request, response) => {
      response.status(405).setHeader('Allow', 'POST').type('text/plain').send('Use POST /session.\n');
    });
  return router;
}
