import type { RequestHandler } from 'express';
import type { Jwks } from '../receipt/receipt-keys.ts';

/** Where the public keys of receipts are published, below the mount path. */
export const keysPath = '/.well-known/scanfill-keys';

/** `GET /.well-known/scanfill-keys`: a JWKS. A key is published as long as receipts of it may be good. */
export function getReceiptKeys(keys: Jwks): RequestHandler {
  return (_request, response) => {
    // Koa begins every answer as 404.
    response.status(200).set('Cache-Control', 'public, max-age=300').type('application/jwk-set+json').json(keys);
  };
}
