import { randomBytes } from 'node:crypto';
import { type RequestHandler, Router } from 'express';

/** A session token and its life in seconds. */
export type MintedSession = { readonly token: string; readonly expiresIn: number };

const cookie = /(?:^|;\s*)visitor=([0-9a-f]{32})(?:;|$)/;

/**
 * `POST /session`: what a host's backend does for its signed-in visitor. The demo has no sign-in, so a random id in a
 * cookie stands for the visitor; a renewed token then still finds the visitor's scans.
 */
export function sessionRoute(mint: (subject: string) => Promise<MintedSession>): RequestHandler {
  const router = Router();
  router
    .route('/session')
    .post(async (request, response) => {
      const known = cookie.exec(request.headers.cookie ?? '')?.[1];
      const visitor = known ?? randomBytes(16).toString('hex');
      const session = await mint(`visitor-${visitor}`);
      if (known === undefined)
        response.setHeader('Set-Cookie', `visitor=${visitor}; Path=/session; HttpOnly; SameSite=Strict`);
      response.setHeader('Cache-Control', 'no-store');
      response.json({ token: session.token, expiresIn: session.expiresIn });
    })
    .all((_request, response) => {
      response.status(405).setHeader('Allow', 'POST').type('text/plain').send('Use POST /session.\n');
    });
  return router;
}
