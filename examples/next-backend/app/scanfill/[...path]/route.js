import { scanfill } from '../../../scanfill.js';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

const handle = async (request) => (await scanfill()).fetch(request);

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as POST };
