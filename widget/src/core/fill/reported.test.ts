import { afterEach, describe, expect, test } from 'vitest';
import { clearPage, fill, formOf, inputOf } from '../testing/form-page.ts';

afterEach(clearPage);

/** Faults of filling that were reported of other products, each by its kind. */
describe('reported elsewhere', () => {
  test('a passport’s line without a surname: what stands there is the given name', async () => {
    const form = formOf('<input name="surname"><input name="givenName">');
    await fill(form, { line0: 'P<IND<<AHMADI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<' }).settled;
    expect([...form.querySelectorAll('input')].map(({ value }) => value)).toEqual(['', 'AHMADI']);
  });

  test.each([
    ['GBN', '<option value="GBR">United Kingdom</option>', 'GBR'],
    ['UNK', '<option value="XK">Kosovo</option>', 'XK'],
    ['UTO', '<option value="UT">Utah</option>', ''],
  ])('a code on a passport that is no country’s own: %s', async (srcCountry, options, expected) => {
    const form = formOf(`<select name="country"><option value=""></option>${options}</select>`);
    await fill(form, { srcCountry }).settled;
    expect(form.querySelector('select')?.value).toBe(expected);
  });

  test('digits that stand for the other sex than elsewhere: the words beside them count', async () => {
    const form = formOf(`<label><input type="radio" name="sex" value="1">Frau</label>
      <label><input type="radio" name="sex" value="2">Herr</label>`);
    await fill(form, { sex: 'male' }).settled;
    expect(form.querySelector<HTMLInputElement>(':checked')?.value).toBe('2');
  });

  test('an input of a day and a time holds the day', async () => {
    const form = formOf('<input type="datetime-local" name="birth">');
    expect((await fill(form, { birth: '1949-12-31' }).settled).filled).toHaveLength(1);
    expect(inputOf(form).value).toBe('1949-12-31T00:00');
  });

  test('a list of ethnic groups that adds 族 to each', async () => {
    const form = formOf(
      '<label>民族 <select><option></option><option value="1">汉族</option><option value="2">满族</option></select></label>',
    );
    await fill(form, { nationality: '汉' }).settled;
    expect(form.querySelector('select')?.value).toBe('1');
  });

  test.each(['<input name="cardNumber" maxlength="16">', '<textarea name="cardNumber" maxlength="5"></textarea>'])(
    'nothing is written past what the control takes: %s',
    async (html) => {
      const form = formOf(html);
      const { filled, skipped } = await fill(form, { bankCardNum: '6222021234567890128' }).settled;
      expect(filled).toEqual([]);
      expect(skipped).toMatchObject([{ reason: 'unsuitable' }]);
      expect(form.querySelector<HTMLInputElement>('[name=cardNumber]')?.value).toBe('');
    },
  );

  test('an e-mail address and what a person has typed are left alone', async () => {
    const form = formOf('<input type="email" name="email"><input name="name">');
    inputOf(form, '[name=name]').value = 'mine';
    expect(await fill(form, { name: '张三丰' }).settled).toMatchObject({ filled: [], skipped: [{ reason: 'typed' }] });
    expect([...form.querySelectorAll('input')].map(({ value }) => value)).toEqual(['', 'mine']);
  });

  test('words that are no autofill token between them: `first name` is not the whole name', async () => {
    const form = formOf(
      '<input name="first-name" autocomplete="first name"><input name="last-name" autocomplete="last name"><input name="x" autocomplete="section-a shipping name">',
    );
    await fill(form, { surname: 'LIN', givenName: 'XIAOYUE', name: 'LIN XIAOYUE' }).settled;
    expect([...form.querySelectorAll('input')].map(({ value }) => value)).toEqual(['XIAOYUE', 'LIN', 'LIN XIAOYUE']);
  });
});
