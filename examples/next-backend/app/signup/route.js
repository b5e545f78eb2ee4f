import { verifyReceipt } from '@scanfill/proxy/receipt';
import { PUBLIC_URL, scanfill, visitorOf } from '../../scanfill.js';

export async function POST(request) {
  const { 'scanfill-receipt-id-card-front': receipt, ...fields } = Object.fromEntries(await request.formData());
  const keys = (await scanfill()).receiptKeys();
  const about = { keys, audience: PUBLIC_URL, subject: visitorOf(request).id, card: 'id-card-front', fields };
  try {
    const { changed, missing, consume } = await verifyReceipt(receipt, about);
    await consume();
    return Response.json({ ...fields, changed, missing });
  } catch ({ code = 'internal' }) {
    return Response.json({ code }, { status: 422 });
  }
}
