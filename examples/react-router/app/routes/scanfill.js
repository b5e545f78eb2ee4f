import { scanfill } from '../scanfill.server.js';

/** The proxy as a resource route: a GET goes to the loader, everything else to the action. */
export const loader = async ({ request }) => (await scanfill()).fetch(request);
export const action = loader;
