// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CardUpload, CardUploadGroup } from '../react.ts';
import { de } from '../texts/de.ts';

const session = () => 'token';

test('it renders on a server: the texts, no inline style, nothing that needs a browser', () => {
  expect(typeof document).toBe('undefined');
  const html = renderToString(
    <>
      <CardUpload card="passport" endpoint="/scanfill" session={session} lang="en" />
      <CardUploadGroup cards={['id-card-front', 'id-card-back']} endpoint="/scanfill" session={session} lang="en" />
    </>,
  );
  expect(html).toContain('Choose a photo: Passport');
  expect(html).toContain('ID card, emblem side (2 of 2)');
  expect(html).not.toMatch(/\sstyle=/);
});

test('a language given whole is there at once, a named one waits unseen for its texts', () => {
  const whole = renderToString(<CardUpload card="passport" endpoint="/scanfill" session={session} lang={de} />);
  expect(whole).toContain('Foto auswählen');
  expect(whole).not.toContain('data-loading');
  const named = renderToString(<CardUpload card="passport" endpoint="/scanfill" session={session} lang="de" />);
  expect(named).toContain('data-loading');
});
