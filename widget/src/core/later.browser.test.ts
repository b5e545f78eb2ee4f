import { describe, expect, test } from 'vitest';
import { createScanClient, fillForm, hintsOf, inspectImage, prepareImage, ScanError } from '../core.ts';
import { pictureOf, text } from './testing/pictures.ts';

describe('the core as a page imports it', () => {
  test('a picture is judged', async () => {
    const verdict = await inspectImage(new Blob([await pictureOf(640, 400, 'image/png')]));
    expect(verdict).toMatchObject({ ok: true, image: { format: 'png', width: 640, height: 400 } });
  });

  test.each([
    ['%PDF-1.7', 'pdf'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
    ['PK\x03\x04................[Content_Types].xml....word/document.xml', 'word'],
    ['\x00\x01\x02\x03', 'unknown'],
  ])('what is no picture is named, though the names are loaded later', async (bytes, format) => {
    expect(await inspectImage(new Blob([text(bytes)]))).toMatchObject({
      ok: false,
      code: 'image-format',
      params: { format },
    });
  });

  test('an empty file and one that cannot be read are refused, not thrown', async () => {
    expect(await inspectImage(new Blob([]))).toMatchObject({ code: 'body-empty' });
    const gone = new Blob(['x']);
    gone.slice = () => {
      throw new DOMException('gone', 'NotReadableError');
    };
    expect(await inspectImage(gone)).toMatchObject({ ok: false, code: 'image-unreadable' });
  });

  test('the rest works from its later parts', async () => {
    const png = new File([await pictureOf(900, 600, 'image/png')], 'a.png', { type: 'image/png' });
    expect(await prepareImage(png, { maxSidePx: 300 })).toMatchObject({
      width: 300,
      height: 200,
      notes: ['shrunk', 'converted'],
    });
    expect(await hintsOf(png)).toEqual([]);
    const client = createScanClient({ endpoint: '/test-endpoints', session: () => 'token' });
    expect(await client.scan('bank-card', png, { prepare: prepareImage })).toMatchObject({ state: 'done' });
    await expect(client.scan('bank-card', png, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(ScanError);
    document.body.innerHTML = '<form><input name="name"></form>';
    expect(fillForm(document.body, { name: '张三' }).filled).toHaveLength(1);
  });
});
