import { CardUpload } from '@scanfill/widget';
import '@scanfill/widget/styles.css';
import { session } from './session';

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
