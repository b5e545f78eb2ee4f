import { afterEach, describe, expect, test } from 'vitest';
import { clearPage, fill, formOf, inputOf, judging } from '../testing/form-page.ts';
import { patternIn, showsDate, writeDate } from './dates/dates.ts';
import { fieldsOf, loadWords } from './find/label-path.ts';

const idCard = {
  name: '张三丰',
  nationality: '汉',
  number: '11010519491231002X',
  birth: '1949-12-31',
  address: '北京市朝阳区虚构路1号',
};

afterEach(clearPage);

describe('a value is written, then looked at', () => {
  test('what the page takes away again is told as refused, and nothing is left of it', async () => {
    const form = formOf('<label>Name <input name="name"></label><input name="address">');
    judging(inputOf(form), () => '');
    const { filled, settled } = fill(form, idCard);
    expect(filled.map(({ path }) => path)).toEqual(['name', 'address']);
    const outcome = await settled;
    expect(outcome.filled.map(({ path }) => path)).toEqual(['address']);
    expect(outcome.skipped).toMatchObject([{ path: 'name', reason: 'refused', label: 'Name' }]);
    expect(outcome.missing).toEqual(['nationality', 'number', 'birth', 'sex']);
    expect(inputOf(form).value).toBe('');
  });

  test('what the page shows only after it seemed to refuse it is told as filled', async () => {
    const form = formOf('<input name="name">');
    const input = inputOf(form);
    input.addEventListener(
      'input',
      () => {
        const asked = input.value;
        setTimeout(() => Object.assign(input, { value: asked }), 380);
      },
      { once: true },
    );
    input.addEventListener('input', () => Object.assign(input, { value: '' }));
    const { filled, skipped } = await fill(form, { name: '张三' }).settled;
    expect(input.value).toBe('张三');
    expect([filled, skipped]).toMatchObject([[{ path: 'name' }], []]);
  });

  test('a value cut short by a mask is refused; one written with spaces is held', async () => {
    const form = formOf('<input name="cardNumber"><input name="bankCard">');
    inputOf(form).addEventListener('input', ({ target }) => {
      const input = target as HTMLInputElement;
      input.value = input.value.slice(0, 16);
    });
    const spaced = inputOf(form, '[name=bankCard]');
    spaced.addEventListener('input', () => {
      spaced.value = spaced.value.replace(/\D/g, '').replace(/(.{4})(?=.)/g, '$1 ');
    });
    const outcome = await fill(form, { bankCardNum: '6222021234567890128' }).settled;
    expect(outcome.filled.map(({ element }) => element)).toEqual([spaced]);
    expect(outcome.skipped.map(({ reason }) => reason)).toEqual(['refused']);
  });

  test('no digit goes through a number', async () => {
    const form = formOf('<input type="number" name="archiveNum"><input type="number" name="cardNumber">');
    await fill(form, { archiveNum: '012345678901', bankCardNum: '6222021234567890128' }).settled;
    expect(inputOf(form).value).toBe('012345678901');
    expect(inputOf(form, '[name=cardNumber]').value).toBe('6222021234567890128');
  });

  test('what the page calls invalid is not told to be filled', async () => {
    const form = formOf('<input name="name">');
    const input = inputOf(form);
    input.addEventListener('blur', () => input.setAttribute('aria-invalid', String(input.value !== '')));
    expect((await fill(form, idCard).settled).skipped).toMatchObject([{ reason: 'refused' }]);
    expect(input.value).toBe('');
  });

  test('a form that keeps only the last of several fields gets the others one by one', async () => {
    const form = formOf('<input name="name"><input name="idNumber"><input name="address">');
    let state: Record<string, string> = {};
    let isInHandler = true;
    const old = state;
    form.addEventListener('input', ({ target }) => {
      const { name, value } = target as HTMLInputElement;
      state = { ...(isInHandler ? old : state), [name]: value };
    });
    const { settled } = fill(form, idCard);
    isInHandler = false;
    for (const input of form.querySelectorAll('input')) input.value = state[input.name] ?? '';
    expect(Object.keys(state)).toEqual(['address']);
    expect((await settled).filled).toHaveLength(3);
    expect(state).toEqual({ address: idCard.address, name: idCard.name, idNumber: idCard.number });
  });

  test('never a key that confirms or dismisses', async () => {
    const form = formOf('<input name="name"><div role="combobox" aria-haspopup="listbox" tabindex="0" id="sex"></div>');
    const keys = new Set<string>();
    document.addEventListener('keydown', ({ key }) => keys.add(key));
    await fill(form, idCard).settled;
    expect([...keys].filter((key) => key === 'Enter' || key === 'Escape')).toEqual([]);
  });
});

describe('dates', () => {
  test.each([
    ['dd/mm/yyyy', '31/12/1949'],
    ['jj/mm/aaaa', '31/12/1949'],
    ['TT.MM.JJJJ', '31.12.1949'],
    ['ДД.ММ.ГГГГ', '31.12.1949'],
    ['yyyy年mm月dd日', '1949年12月31日'],
    ['MM/DD/YY', '12/31/49'],
    ['DD MMM YYYY', '31 Dec 1949'],
    ['e.g. 31/12/1949', '31/12/1949'],
    ['dd / mm / yyyy', '31 / 12 / 1949'],
    ['tt/bb/tttt', '31/12/1949'],
    ['gg/mm/aaaa', '31/12/1949'],
    ['วว/ดด/ปปปป', '31/12/1949'],
    ['DDMMYYYY', '31121949'],
  ])('the placeholder %s is answered with %s', async (placeholder, expected) => {
    const form = formOf(`<input name="birth" placeholder="${placeholder}">`);
    await fill(form, idCard).settled;
    expect(inputOf(form).value).toBe(expected);
  });

  test('a picker that understands one order alone is given that one', async () => {
    const form = formOf('<input name="birth">');
    judging(inputOf(form), (text) => (/^\d\d\.\d\d\.\d{4}$/.test(text) ? text : ''));
    const { filled } = await fill(form, { birth: '1949-12-31' }).settled;
    expect(filled).toMatchObject([{ value: '31.12.1949' }]);
  });

  test.each([
    ['a day that cannot be a month settles the order', (month: number) => month <= 12, '03/07/1980'],
    ['where both orders are taken, none is written', () => true, ''],
  ])('day and month that could be each other: %s', async (_what, isMonth, expected) => {
    const form = formOf('<input name="birth">');
    judging(inputOf(form), (text) => {
      const [, month = '', day = ''] = /^(\d\d)\/(\d\d)\/\d{4}$/.exec(text) ?? [];
      return isMonth(Number(month)) && day !== '' ? text : '';
    });
    const { filled, skipped } = await fill(form, { birth: '1980-03-07' }).settled;
    expect(inputOf(form).value).toBe(expected);
    expect([filled.length, skipped.length]).toEqual(expected ? [1, 0] : [0, 1]);
  });

  test('a day earlier than written is no such day', () => {
    expect(showsDate('12/30/1949', '1949-12-31', 'en')).toBe(false);
    expect(showsDate('Dec 31, 1949', '1949-12-31', 'en')).toBe(true);
    expect(showsDate('19/49/1231', '1949-12-31', 'en')).toBe(false);
    expect(showsDate('1980-07-03', '1980-03-07', 'en')).toBe(false);
  });

  test('a pattern that tells the separators alone says so', () => {
    expect(patternIn('__/__/____')).toBe('??/??/yyyy');
    expect(patternIn('Your name')).toBe('');
    expect(writeDate('1980-03-07', 'd.M.yyyy', 'de')).toBe('7.3.1980');
  });
});

describe('finding by what a person reads', () => {
  test.each([
    ['Full name *', 'name'],
    ['Your date of birth (DD/MM/YYYY)', 'birth'],
    ['请输入您的身份证号码', 'number'],
    ['姓名 / Name', 'name'],
    ['身分證字號', 'number'],
    ['生年月日（必須）', 'birth'],
    ['생년월일', 'birth'],
    ['Ngày sinh', 'birth'],
    ['วันเกิด', 'birth'],
    ['Jenis kelamin', 'sex'],
    ['Fecha de nacimiento', 'birth'],
    ['Data de nascimento', 'birth'],
    ['Numéro de passeport', 'personId'],
    ['Ihr Geburtsdatum', 'birth'],
    ['Дата рождения', 'birth'],
    ['تاريخ الميلاد', 'birth'],
  ])('%s', async (label, field) => {
    await loadWords();
    expect(fieldsOf(label)?.split(' ')[0]).toBe(field);
  });

  test.each(["Mother's name", 'User name', 'Company', 'Name of your pet', 'Phone number', '联系电话'])(
    'not %s',
    async (label) => {
      await loadWords();
      expect(fieldsOf(label)?.split(' ')[0]).not.toBe('name');
      const form = formOf(`<label>${label} <input></label>`);
      expect((await fill(form, idCard).settled).filled).toEqual([]);
    },
  );

  test('labels of every kind: for, around, aria, beside, a form library’s own', async () => {
    const form =
      formOf(`<div class="item"><div class="item-label"><label for="x">Full name</label></div><div><input id="x"></div></div>
      <p>ID number: <input></p><div><span id="l">Address</span><input aria-labelledby="l"></div>
      <div class="field"><span class="field-label">Date of birth</span><div><input></div></div>`);
    const { filled } = await fill(form, idCard).settled;
    expect(filled.map(({ path }) => path)).toEqual(['name', 'number', 'address', 'birth']);
  });

  test('the label of a row whose first control it is, as of a day and a time; never for parts of a date', async () => {
    const row = (label: string, first: string) =>
      `<div><label>${label}</label><div><p>${first}</p><p><input placeholder="Choose"></p></div></div>`;
    const form = formOf(
      `${row('Date of birth', '<input placeholder="Choose a date">')}${row('Name', '<input maxlength="2">')}`,
    );
    await fill(form, { name: '张三丰', birth: '1949-12-31' }).settled;
    expect([...form.querySelectorAll('input')].map(({ value }) => value)).toEqual(['1949-12-31', '', '', '']);
  });

  test('a form library that puts the form’s name before every id', () => {
    document.body.innerHTML = '<form id="basic"><input id="basic_name"><input id="basic_idNumber"></form>';
    const form = document.querySelector('form');
    if (!form) throw new Error('no form');
    expect(fill(form, idCard).filled.map(({ path }) => path)).toEqual(['name', 'number']);
  });

  test('open shadow trees, and fields that name an input called elements', async () => {
    const form = formOf('<input name="elements"><div id="host"></div>');
    const root = form.querySelector('#host')?.attachShadow({ mode: 'open' });
    if (root) root.innerHTML = '<input name="name">';
    expect((await fill(form, idCard).settled).filled).toMatchObject([{ path: 'name' }]);
  });

  test('an autofill token with webauthn or a section before it', () => {
    const form = formOf('<input autocomplete="section-a name webauthn">');
    expect(fill(form, idCard).filled).toMatchObject([{ path: 'name' }]);
  });
});

describe('not found on purpose', () => {
  test.each([
    '<input name="passengers[1][name]">',
    '<input name="father[name]">',
    '<input name="company[name]">',
    '<input name="spouse.address">',
    '<fieldset><legend>Emergency contact</legend><input name="name"></fieldset>',
    '<input name="name" style="display:none">',
    '<div aria-hidden="true"><input name="name"></div>',
    '<input type="tel" name="number">',
    '<input type="email" name="name">',
  ])('%s', async (html) => {
    const form = formOf(html);
    expect((await fill(form, idCard).settled).filled).toEqual([]);
    expect(inputOf(form).value).toBe('');
  });

  test('nationality beside an ID card is citizenship unless the page speaks of the ethnic group', () => {
    expect(fill(formOf('<label>Nationality <input name="nationality"></label>'), idCard).filled).toEqual([]);
    const { filled } = fill(formOf('<label>民族 <input name="nationality"></label>'), idCard);
    expect(filled).toMatchObject([{ value: '汉' }]);
  });
});

describe('choices', () => {
  test.each([
    ['<option value="">-</option><option value="0">男</option><option value="1">女</option>', '1'],
    ['<option value="1">Mujer</option><option value="2">Hombre</option>', '1'],
    ['<option></option><option>männlich</option><option>weiblich</option>', 'weiblich'],
    ['<option value="">-</option><option value="1">1</option><option value="2">2</option>', ''],
  ])('a sex is chosen only where a text says which is which (%#)', async (options, expected) => {
    const form = formOf(`<select name="gender"><option value=""></option>${options}</select>`);
    await fill(form, idCard).settled;
    expect(form.querySelector('select')?.value).toBe(expected);
  });

  test.each([
    ['WSA', '<option value="WS">Samoa</option>', ''],
    ['RKS', '<option value="XK">Kosovo</option>', 'XK'],
    ['XXK', '<option value="XK">Kosovo</option>', 'XK'],
    ['D', '<option value="DEU">Germany (DEU)</option>', 'DEU'],
    ['USA', '<option value="1">United States of America</option>', '1'],
    [
      'KOR',
      '<option value="1">Korea, Democratic People’s Republic of</option><option value="2">Korea, Republic of</option>',
      '2',
    ],
    ['VNM', '<option value="1">Viet Nam</option>', '1'],
    ['TUR', '<option value="1">Turkey</option>', '1'],
  ])('country %s', async (srcCountry, options, expected) => {
    const form = formOf(`<select name="issuing_country"><option value=""></option>${options}</select>`);
    await fill(form, { srcCountry }).settled;
    expect(form.querySelector('select')?.value).toBe(expected);
  });

  test('a month by its name, though another is submitted by its number', async () => {
    const months = ['October', 'November', 'December'].map((name, at) => `<option value="${at + 9}">${name}</option>`);
    const form = formOf(`<select name="birthYear"><option></option><option>1949</option></select>
      <select name="birthMonth"><option value=""></option>${months.join('')}</select>`);
    await fill(form, { birth: '1949-11-30' }).settled;
    expect(form.querySelectorAll('select')[1]?.value).toBe('10');
  });

  test('a list that opens: the option is pressed by its meaning, focus comes back', async () => {
    const form = formOf(
      '<button type="button" id="b">x</button><label id="l">Gender</label><div role="combobox" tabindex="0" aria-labelledby="l" aria-haspopup="listbox" aria-controls="list"></div>',
    );
    const box = form.querySelector<HTMLElement>('[role=combobox]');
    const list = document.createElement('ul');
    list.id = 'list';
    list.setAttribute('role', 'listbox');
    list.style.display = 'none';
    for (const text of ['男', '女']) {
      const option = document.createElement('li');
      option.setAttribute('role', 'option');
      option.textContent = text;
      option.addEventListener('click', () => {
        if (box) box.textContent = text;
        list.style.display = 'none';
      });
      list.append(option);
    }
    document.body.append(list);
    box?.addEventListener('mousedown', () => {
      list.style.display = '';
    });
    form.querySelector<HTMLElement>('#b')?.focus();
    const { filled } = await fill(form, idCard).settled;
    expect(filled).toMatchObject([{ path: 'sex', value: '女' }]);
    expect(box?.textContent).toBe('女');
    expect(document.activeElement?.id).toBe('b');
    expect(fill(form, idCard, {}, { choices: false }).filled).toEqual([]);
  });

  test('a drawn radio button is pressed in place of the hidden one behind it', async () => {
    const form = formOf(
      ['男', '女']
        .map(
          (text) =>
            `<div><button type="button" role="radio" aria-checked="false">${text}</button><input type="radio" name="sex" value="${text}" aria-hidden="true" tabindex="-1"></div>`,
        )
        .join(''),
    );
    for (const radio of form.querySelectorAll('[role=radio]'))
      radio.addEventListener('click', () => radio.setAttribute('aria-checked', 'true'));
    const { filled } = await fill(form, idCard).settled;
    expect(filled).toMatchObject([{ path: 'sex', value: '女' }]);
    expect(form.querySelectorAll('[role=radio]')[1]?.getAttribute('aria-checked')).toBe('true');
  });
});

describe('numbers in parts', () => {
  test('a card in four inputs, an ID number in three', async () => {
    const form = formOf(
      `<fieldset><legend>Card number</legend>${[4, 4, 4, 7].map((size, at) => `<input name="card${at}" maxlength="${size}">`).join('')}</fieldset>`,
    );
    const { filled } = await fill(form, { bankCardNum: '6222021234567890128' }).settled;
    expect(filled).toMatchObject([{ path: 'bankCardNum' }]);
    expect([...form.querySelectorAll('input')].map(({ value }) => value)).toEqual(['6222', '0212', '3456', '7890128']);
    const three = formOf([6, 8, 4].map((size) => `<input name="idNumber[]" maxlength="${size}">`).join(''));
    await fill(three, idCard).settled;
    expect([...three.querySelectorAll('input')].map(({ value }) => value)).toEqual(['110105', '19491231', '002X']);
  });
});

describe('what comes later', () => {
  test('the next step of a form is filled when it has come, and told', async () => {
    const form = formOf('<input name="name">');
    let tell: (outcome: unknown) => void = () => undefined;
    const later = new Promise((resolve) => {
      tell = resolve;
    });
    const { settled } = fill(form, idCard, {}, { onLater: tell });
    expect((await settled).missing).toContain('number');
    form.insertAdjacentHTML('beforeend', '<input name="idNumber">');
    expect(await later).toMatchObject({ filled: [{ path: 'name' }, { path: 'number' }] });
    expect(inputOf(form, '[name=idNumber]').value).toBe(idCard.number);
  });

  test('days that depend on the month are chosen once they are there', async () => {
    const form = formOf(`<select name="birthDay"><option value=""></option></select>
      <select name="birthMonth"><option value=""></option><option>12</option></select>
      <select name="birthYear"><option></option><option>1949</option></select>`);
    const [day, month] = form.querySelectorAll('select');
    month?.addEventListener('change', () => day?.append(new Option('31', '31')));
    const { filled, skipped } = await fill(form, idCard).settled;
    expect(filled).toHaveLength(3);
    expect(skipped).toEqual([]);
  });
});

describe('a list and the select behind it', () => {
  test('is chosen by what the option says, though the page takes its empty option away', async () => {
    const form = formOf(`<button type="button" role="combobox" aria-label="Sex">Choose</button>
      <select name="sex" aria-hidden="true" tabindex="-1" style="display:none">
      <option value=""></option><option value="F">Female</option><option value="M">Male</option></select>`);
    const button = form.querySelector('button');
    const select = form.querySelector('select');
    select?.addEventListener('change', () => {
      if (button) button.textContent = select.selectedOptions[0]?.text ?? '';
      setTimeout(() => form.querySelector('option[value=""]')?.remove());
    });
    const { filled, skipped } = await fill(form, idCard).settled;
    expect(skipped).toEqual([]);
    expect(filled).toMatchObject([{ path: 'sex', value: 'F' }]);
    expect(select?.value).toBe('F');
  });

  test('that points at an option and will not shut gets no key that would take it', async () => {
    const form = formOf('<div role="combobox" aria-label="Issuing country" aria-controls="l" tabindex="0">–</div>');
    document.body.insertAdjacentHTML('beforeend', '<div id="l" role="listbox"></div>');
    const [box, list] = [form.querySelector('div'), document.getElementById('l')];
    box?.addEventListener('mousedown', () => {
      box.setAttribute('aria-activedescendant', 'o');
      if (list) list.innerHTML = '<div role="option" id="o">France</div>';
    });
    const keys: string[] = [];
    box?.addEventListener('keydown', ({ key }) => keys.push(key));
    await fill(form, { srcCountry: 'CHN' }, { srcCountry: box }).settled;
    expect(keys).toEqual([]);
  });

  test('without the option, is shut without the key that would take another', async () => {
    const form = formOf('<div role="combobox" aria-label="Issuing country" aria-controls="l" tabindex="0">–</div>');
    document.body.insertAdjacentHTML('beforeend', '<div id="l" role="listbox"></div>');
    const [box, list] = [form.querySelector('div'), document.getElementById('l')];
    let isOpen = false;
    box?.addEventListener('mousedown', () => {
      isOpen = !isOpen;
      list?.replaceChildren();
      if (isOpen) list?.insertAdjacentHTML('beforeend', '<div role="option">France</div>');
    });
    const keys: string[] = [];
    box?.addEventListener('keydown', ({ key }) => keys.push(key));
    const { skipped } = await fill(form, { srcCountry: 'CHN' }, { srcCountry: box }).settled;
    expect(skipped).toMatchObject([{ path: 'srcCountry', reason: 'unsuitable' }]);
    expect(keys).toEqual([]);
    expect(list?.children).toHaveLength(0);
  });
});

describe('a picker that a script keeps account of', () => {
  /** Shows what was typed, and puts what it holds in its place when somebody who was in it leaves. */
  function picker(input: HTMLInputElement, held: () => string): void {
    Object.assign(input, { __state: true });
    let isIn = false;
    input.addEventListener('focus', () => {
      isIn = true;
    });
    input.addEventListener('blur', () => {
      if (isIn) input.value = held();
      isIn = false;
    });
  }

  test('two days in one box that are not taken are told as refused', async () => {
    const form = formOf('<div><input name="startDate"><input name="endDate"></div><p><input name="other"></p>');
    for (const input of form.querySelectorAll('input')) picker(input, () => '');
    const { filled, skipped } = await fill(form, { startDate: '2010-05-16', endDate: '2030-05-16' }).settled;
    expect(filled).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual(['refused', 'refused']);
  });

  test('that cannot be emptied is told to stay', async () => {
    const form = formOf('<input name="birthday">');
    const input = inputOf(form);
    let held = '';
    picker(input, () => held);
    input.addEventListener('input', () => {
      if (input.value !== '') held = input.value;
    });
    const { settled, undo } = fill(form, { birth: '1949-12-31' });
    expect((await settled).filled).toHaveLength(1);
    expect(await undo()).toMatchObject({ kept: [{ path: 'birth' }] });
    expect(input.value).toBe('1949-12-31');
  });
});

describe('undo', () => {
  test('is compared with what the page made of the value, and tells what stays', async () => {
    const form = formOf(
      '<input name="name"><label><input type="radio" name="sex" value="女">女</label><label><input type="radio" name="sex" value="男">男</label>',
    );
    const input = inputOf(form);
    judging(input, (text) => text.split('').join(' '));
    const radio = inputOf(form, '[type=radio]');
    // A script that keeps its own account of the radio button, as every form library does.
    Object.assign(radio, { __state: true });
    const { settled, undo } = fill(form, idCard);
    await settled;
    expect(input.value).toBe('张 三 丰');
    expect(await undo()).toMatchObject({ kept: [{ path: 'sex' }] });
    expect(input.value).toBe('');
    expect(radio.checked).toBe(true);
  });
});

describe('a date drawn in parts', () => {
  /** Three spin buttons that take digits from the keyboard alone, as libraries draw them; a hidden input beside. */
  function partsForm(most = [12, 31, 9999]): HTMLFormElement {
    const parts = most.map(
      (max) => `<span role="spinbutton" tabindex="0" aria-valuemin="1" aria-valuemax="${max}"></span>`,
    );
    const form = formOf(
      `<span id="caption">Date of birth</span>
       <div role="group" aria-labelledby="caption">${parts.join('/')}</div><input aria-hidden="true" tabindex="-1">`,
    );
    for (const part of form.querySelectorAll<HTMLElement>('[role=spinbutton]')) {
      part.addEventListener('keydown', ({ key }) => {
        if (key === 'Delete') part.removeAttribute('aria-valuenow');
      });
      part.addEventListener('beforeinput', (event) => {
        event.preventDefault();
        const number = `${part.getAttribute('aria-valuenow') ?? ''}${(event as InputEvent).data}`;
        part.setAttribute('aria-valuenow', String(Number(number)));
      });
    }
    return form;
  }
  const now = (form: Element): readonly (string | null)[] =>
    [...form.querySelectorAll('[role=spinbutton]')].map((part) => part.getAttribute('aria-valuenow'));

  test('is typed part by part, found by the label of the group, and emptied again', async () => {
    const form = partsForm();
    const { settled, undo } = fill(form, { birth: '1949-12-31' });
    expect(await settled).toMatchObject({ filled: [{ path: 'birth' }], skipped: [], missing: [] });
    expect(now(form)).toEqual(['12', '31', '1949']);
    expect(await undo()).toEqual({ kept: [] });
    expect(now(form)).toEqual([null, null, null]);
  });

  test('is left alone where the parts are not those of a day', async () => {
    const form = partsForm([23, 59, 59]);
    expect(await fill(form, { birth: '1949-12-31' }).settled).toMatchObject({ filled: [], missing: ['birth'] });
    expect(now(form)).toEqual([null, null, null]);
  });
});
