import { mintSession } from '@scanfill/proxy/session';
import { SESSION_SECRET, visitorOf } from '../scanfill.server.js';

/** A session of the proxy for the visitor: `POST /session`. */
export async function action({ request }) {
  return Response.json(await mintSession({ secret: SESSION_SECRET, subject: visitorOf(request).id }));
}
