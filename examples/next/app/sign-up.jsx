// A function is handed to the upload, which only a client component can do.
'use client';

import { CardUpload } from '@scanfill/widget';

const session = () => fetch('/session', { method: 'POST' }).then((answer) => answer.json());

export function SignUp() {
  return (
    <form id="signup">
      <CardUpload card="id-card-front" endpoint="/scanfill" session={session} fill="#signup" />
      <label>
        Name <input name="name" autoComplete="name" />
      </label>
      <label>
        ID number <input name="number" />
      </label>
      <button type="submit">Sign up</button>
    </form>
  );
}
