import { cards } from '@scanfill/proxy/contract';
import { cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { unasked } from './fill/values.ts';
import { fillForm } from './fill-form.ts';

const idCard = {
  name: '张三丰',
  nationality: '汉',
  number: '11010519491231002X',
  birth: '1949-12-31',
  address: '北京市朝阳区虚构路1号',
  copy: false,
};
const passport = {
  name: 'ERIKSSON, ANNA MARIA',
  personId: 'L898902C3',
  srcCountry: 'SWE',
  expireDate: '2032-04-15',
  line0: 'P<SWEERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  line1: 'L898902C36SWE7408122F1204159ZE184226B<<<<<10',
};

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

function formOf(html: string): HTMLFormElement {
  document.body.innerHTML = `<form>${html}</form>`;
  const form = document.querySelector('form');
  if (!form) throw new Error('no form');
  return form;
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

function SignUp() {
  const [state, setState] = useState({ name: '', sex: '', agreed: '', group: '' });
  const change = (event: { target: { name: string; value: string } }): void =>
    setState((old) => ({ ...old, [event.target.name]: event.target.value }));
  return (
    <form>
      <input name="name" value={state.name} onChange={change} />
      <select name="sex" value={state.sex} onChange={change}>
        <option value="">–</option>
        <option value="F">F</option>
      </select>
      {['男', '女'].map((value) => (
        <input
          key={value}
          type="radio"
          name="group"
          data-scanfill="sex"
          value={value}
          checked={state.group === value}
          onChange={change}
        />
      ))}
      <output>{JSON.stringify(state)}</output>
    </form>
  );
}

describe('finding the place of a value', () => {
  test.each([
    'number',
    'idNumber',
    'id_number',
    'id-number',
    'ID_NO',
    'user[id_number]',
    'applicant.idCard',
    'applicantIdNumber',
    '身份证号码',
  ])('an ID number goes into an input named %s', (name) => {
    const form = formOf(`<input name="${name}">`);
    fillForm(form, idCard);
    expect(valuesOf(form)[name]).toBe(idCard.number);
  });

  test.each(['username', 'userId', 'companyName', 'phone-number', 'comment', 'q'])('nothing goes into %s', (name) => {
    const form = formOf(`<input name="${name}">`);
    expect(fillForm(form, idCard).filled).toEqual([]);
    expect(valuesOf(form)[name]).toBe('');
  });

  test('by autofill token, which also guards: a number that is a telephone number stays empty', () => {
    const form = formOf(`
      <input name="a" autocomplete="section-kyc name"><input name="b" autocomplete="bday">
      <textarea name="c" autocomplete="street-address"></textarea><input name="number" autocomplete="tel">
      <input name="idNumber" autocomplete="off">`);
    fillForm(form, idCard);
    expect(valuesOf(form)).toEqual({
      a: idCard.name,
      b: idCard.birth,
      c: idCard.address,
      number: '',
      idNumber: idCard.number,
    });
  });

  test('by data attribute, before anything else; none keeps out', () => {
    const form = formOf('<input name="name" data-scanfill="number"><input name="idNumber" data-scanfill="none">');
    fillForm(form, idCard);
    expect(valuesOf(form)).toEqual({ name: idCard.number, idNumber: '' });
  });

  test('by map: a name, a selector, an element, or nowhere', () => {
    const form = formOf(
      '<input name="x"><input id="y" name="y"><input name="z"><input name="address"><input name="name">',
    );
    fillForm(form, idCard, {
      name: 'x',
      number: '#y',
      birth: form.querySelector('[name=z]'),
      address: null,
    });
    expect(valuesOf(form)).toEqual({ x: idCard.name, y: idCard.number, z: idCard.birth, address: '', name: '' });
  });

  test('by id where there is no name, and in controls outside that belong to the form', () => {
    document.body.innerHTML = '<form id="f"><input id="full-name"></form><input form="f" name="id_number">';
    const form = document.querySelector('form');
    if (!form) throw new Error('no form');
    expect(fillForm(form, idCard).filled.map(({ value }) => value)).toEqual([idCard.name, idCard.number]);
  });

  test('a scan and any element that holds controls serve as well', () => {
    document.body.innerHTML = '<div><input name="name"></div>';
    const scan = {
      id: 's',
      card: 'id-card-front' as const,
      state: 'done' as const,
      createdAt: '',
      doneAt: '',
      fields: { name: '李四' },
      raw: {},
      warnings: [],
      recognised: true,
    };
    fillForm(document.body, scan);
    expect(document.querySelector('input')?.value).toBe('李四');
  });

  test('what only the picture shows is never filled by name, and the list of it follows the contract', () => {
    const form = formOf('<input name="copy"><input name="type"><input type="checkbox" name="remake">');
    expect(fillForm(form, { ...idCard, type: 'front', remake: true }).filled).toEqual([]);
    const ofImage = Object.values(cards).flatMap(({ fields }) =>
      Object.entries(fields).flatMap(([name, field]) => ('about' in field ? [name] : [])),
    );
    expect([...unasked].sort()).toEqual([...new Set(ofImage)].sort());
  });

  test('password, file, hidden and button inputs are never touched', () => {
    const form = formOf(`<input type="password" name="idNumber"><input type="hidden" name="name">
      <input type="submit" name="address" value="Send"><input type="file" name="birth">`);
    expect(fillForm(form, idCard).filled).toEqual([]);
  });
});

describe('controls of every kind', () => {
  test('date, month, number, tel and text inputs', () => {
    const form = formOf(`<input type="date" name="birth"><input type="month" data-scanfill="birth" name="m">
      <input type="number" data-scanfill="birth.month" name="n"><input type="tel" name="cardNumber">
      <input name="dob" placeholder="DD/MM/YYYY">`);
    fillForm(form, { ...idCard, bankCardNum: '6222021234567890128' });
    expect(valuesOf(form)).toEqual({
      birth: '1949-12-31',
      m: '1949-12',
      n: '12',
      cardNumber: '6222021234567890128',
      dob: '31/12/1949',
    });
  });

  test('a value that does not fit a control is left out and reported', () => {
    const form = formOf(
      '<input type="date" name="endDate"><input name="name" maxlength="2"><input type="number" name="number">',
    );
    const { filled, skipped } = fillForm(form, { ...idCard, endDate: 'long-term' });
    expect(filled).toEqual([]);
    expect(skipped.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'endDate unsuitable',
      'name unsuitable',
      'number unsuitable',
    ]);
  });

  test('an open end is a text in a text input and ticks a box for it', () => {
    const form = formOf('<input name="expiry"><input type="checkbox" name="long_term">');
    fillForm(form, { endDate: 'long-term' });
    expect(valuesOf(form)).toEqual({ expiry: 'long-term', long_term: 'on' });
  });

  test.each([
    ['<option value="">-</option><option value="M">Male</option><option value="F">Female</option>', 'M'],
    ['<option value="">-</option><option value="1">男</option><option value="2">女</option>', '1'],
    ['<option>Woman</option><option>Man</option>', 'Man'],
  ])('sex from the ID number into a select (%#)', (options, expected) => {
    const form = formOf(`<select name="gender">${options}</select>`);
    fillForm(form, { number: '110105194912310038' });
    // 17th digit 3: male; the sample number's own 17th digit is 2.
    expect(valuesOf(form).gender).toBe(expected);
  });

  test('sex into radio buttons, by value or by label', () => {
    const form = formOf(`<label><input type="radio" name="sex" value="a">男</label>
      <label><input type="radio" name="sex" value="b">女</label>`);
    const { filled, undo } = fillForm(form, idCard);
    expect(filled).toMatchObject([{ path: 'sex', value: 'b' }]);
    expect(valuesOf(form)).toEqual({ sex: 'b' });
    undo();
    expect(valuesOf(form)).toEqual({});
  });

  test.each([
    ['SWE', '<option value="SE">Sverige</option>', 'SE'],
    ['CHN', '<option value="CH">Switzerland</option><option value="CN">China</option>', 'CN'],
    ['DEU', '<option value="1">Germany</option>', '1'],
    ['D', '<option value="de">x</option>', 'de'],
    ['IRL', '<option value="IR">Iran</option><option value="IE">Ireland</option>', 'IE'],
    ['JPN', '<option value="7">日本</option>', '7'],
    ['UTO', '<option value="UT">Utah</option>', ''],
  ])('country %s into a select', (srcCountry, options, expected) => {
    const form = formOf(`<select name="issuing_country"><option value=""></option>${options}</select>`);
    fillForm(form, { srcCountry });
    expect(valuesOf(form).issuing_country).toBe(expected);
  });

  test('a date in three selects, months by name', () => {
    const form = formOf(`
      <select name="birthYear"><option></option><option>1949</option></select>
      <select name="birthMonth"><option></option><option value="0">January</option><option value="11">December</option></select>
      <select name="birthDay"><option></option><option value="31">31日</option></select>`);
    fillForm(form, idCard);
    expect(valuesOf(form)).toEqual({ birthYear: '1949', birthMonth: '11', birthDay: '31' });
  });

  test('birthday without a year beside it is the whole date', () => {
    const form = formOf('<input name="birthday">');
    fillForm(form, idCard);
    expect(valuesOf(form)).toEqual({ birthday: '1949-12-31' });
  });

  test.each([
    ['张三丰', '张', '三丰'],
    ['欧阳修', '欧阳', '修'],
    ['ERIKSSON, ANNA MARIA', 'ERIKSSON', 'ANNA MARIA'],
  ])('the name %s in two inputs', (name, surname, givenName) => {
    const form = formOf('<input name="lastName"><input name="first_name">');
    fillForm(form, { name });
    expect(valuesOf(form)).toEqual({ lastName: surname, first_name: givenName });
  });

  test('a passport gives sex and nationality from its lower line', () => {
    const form = formOf('<input name="sex"><input name="nationality"><input name="passport-no"><input name="surname">');
    fillForm(form, passport);
    expect(valuesOf(form)).toEqual({
      sex: 'female',
      nationality: 'SWE',
      'passport-no': 'L898902C3',
      surname: 'ERIKSSON',
    });
  });
});

describe('what a person typed', () => {
  test('is never replaced, unless asked', () => {
    const form = formOf('<input name="name" value=""><input name="address">');
    const input = form.querySelector('input');
    if (input) input.value = '李四';
    const { skipped } = fillForm(form, idCard);
    expect(skipped).toMatchObject([{ path: 'name', reason: 'typed' }]);
    expect(valuesOf(form)).toEqual({ name: '李四', address: idCard.address });
    fillForm(form, idCard, {}, { overwrite: true });
    expect(valuesOf(form).name).toBe(idCard.name);
  });

  test('a choice in a select counts, its default does not', () => {
    const form = formOf('<select name="sex"><option>male</option><option>female</option></select>');
    fillForm(form, idCard);
    expect(valuesOf(form).sex).toBe('female');
    const chosen = formOf(
      '<select name="sex"><option>male</option><option>female</option><option>other</option></select>',
    );
    const select = chosen.querySelector('select');
    if (select) select.value = 'other';
    expect(fillForm(chosen, idCard).skipped).toMatchObject([{ reason: 'typed' }]);
  });

  test('what an earlier scan filled is replaced by a later one', () => {
    const form = formOf('<input name="name">');
    fillForm(form, { name: '张三' });
    fillForm(form, { name: '李四' });
    expect(valuesOf(form).name).toBe('李四');
  });

  test('disabled and read-only controls stay as they are', () => {
    const form = formOf('<input name="name" readonly><fieldset disabled><input name="address"></fieldset>');
    expect(fillForm(form, idCard).skipped.map(({ reason }) => reason)).toEqual(['locked', 'locked']);
  });

  test('undo puts everything back, save what was edited since', () => {
    const form = formOf(`<input name="name"><input name="address"><input type="checkbox" name="longTerm">
      <select name="sex"><option value=""></option><option>female</option></select>`);
    const before = valuesOf(form);
    const { undo } = fillForm(form, { ...idCard, endDate: 'long-term' });
    expect(valuesOf(form)).toMatchObject({ sex: 'female', longTerm: 'on' });
    undo();
    expect(valuesOf(form)).toEqual(before);

    const again = fillForm(form, idCard);
    const input = form.querySelector('input');
    if (input) input.value = '张 三 丰';
    again.undo();
    expect(valuesOf(form)).toMatchObject({ name: '张 三 丰', address: '' });
  });
});

describe('pages that listen', () => {
  test('input and change bubble, once each', () => {
    const form = formOf('<input name="name">');
    const heard: string[] = [];
    for (const type of ['input', 'change']) form.addEventListener(type, (event) => heard.push(event.type));
    fillForm(form, idCard);
    expect(heard).toEqual(['input', 'change']);
  });

  test('inputs controlled by React take the value into their state and keep it', async () => {
    const { container } = render(<SignUp />);
    const form = container.querySelector('form');
    if (!form) throw new Error('no form');
    const state = (): unknown => JSON.parse(container.querySelector('output')?.textContent ?? '');
    const { undo, settled } = fillForm(form, idCard);
    await settled;
    expect(state()).toMatchObject({ name: idCard.name, sex: 'F', group: '女' });
    const input = container.querySelector('input');
    if (!input) throw new Error('no input');
    await userEvent.type(input, '!');
    expect(state()).toMatchObject({ name: `${idCard.name}!` });
    expect(fillForm(form, idCard).skipped).toMatchObject([{ path: 'name', reason: 'typed' }]);
    undo();
    await expect.poll(state).toMatchObject({ name: `${idCard.name}!`, sex: '' });
  });
});
