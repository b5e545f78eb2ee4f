import { zodResolver } from '@hookform/resolvers/zod';
import { CardUpload } from '@scanfill/widget';
import '@scanfill/widget/styles.css';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { session } from './session';

const person = z.object({
  name: z.string().min(1, 'Give a name.'),
  number: z.string().regex(/^\d{17}[\dX]$/, 'An ID number has 18 characters.'),
});

export function SignUp() {
  const [signedUp, setSignedUp] = useState<z.infer<typeof person>>();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(person),
    defaultValues: { name: '', number: '' },
  });
  return (
    // The widget writes into the inputs as a person would: registered ones take it from there.
    <form id="signup" onSubmit={handleSubmit(setSignedUp)}>
      <CardUpload card="id-card-front" endpoint="/scanfill" session={session} fill="#signup" />
      <label>
        Name <input {...register('name')} />
      </label>
      <p>{formState.errors.name?.message}</p>
      <label>
        ID number <input {...register('number')} />
      </label>
      <p>{formState.errors.number?.message}</p>
      <button type="submit">Sign up</button>
      {signedUp && <output>{JSON.stringify(signedUp)}</output>}
    </form>
  );
}
