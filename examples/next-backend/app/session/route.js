import { mintSession } from '@scanfill/proxy/session';
import { SESSION_SECRET, visitorOf } from '../../scanfill.js';

export async function POST(request) {
  return Response.json(await mintSession({ secret: SESSION_SECRET, subject: visitorOf(request).id }));
}
