import { verifyReceipt } from '@scanfill/proxy/receipt';
import { CardUpload } from '@scanfill/widget';
import { Form, useActionData } from 'react-router';
import { PUBLIC_URL, scanfill, visitorOf } from '../scanfill.server.js';

/** Runs on the server alone, as everything does that only it uses: React Router leaves that out of the page's files. */
export async function action({ request }) {
  const { 'scanfill-receipt-id-card-front': receipt, ...fields } = Object.fromEntries(await request.formData());
  const keys = (await scanfill()).receiptKeys();
  const about = { keys, audience: PUBLIC_URL, subject: visitorOf(request).id, card: 'id-card-front', fields };
  try {
    const { changed, missing, consume } = await verifyReceipt(receipt, about);
    await consume();
    return { ...fields, changed, missing };
  } catch ({ code = 'internal' }) {
    return { code };
  }
}

const session = () => fetch('/session', { method: 'POST' }).then((answer) => answer.json());

/** Rendered on the server and then in the browser. Nothing of the upload has to wait for the browser. */
export default function SignUp() {
  const signedUp = useActionData();
  return (
    <Form id="signup" method="post" action="/?index">
      <CardUpload card="id-card-front" endpoint="/scanfill" session={session} fill="#signup" />
      <label>
        Name <input name="name" autoComplete="name" />
      </label>
      <label>
        ID number <input name="number" />
      </label>
      <button type="submit">Sign up</button>
      {signedUp ? <output>{JSON.stringify(signedUp)}</output> : null}
    </Form>
  );
}
