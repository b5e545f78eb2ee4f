import { afterEach, describe, expect, test } from 'vitest';
import { clearPage, fill, formOf, inputOf, judging } from '../testing/form-page.ts';

afterEach(clearPage);

const birth = '1949-12-31';
const female = { number: '11010519491231002X' };

describe('what a control makes of a date cannot always be seen', () => {
  /** An input whose script lets no other signs be typed than these, and keeps whatever is written. */
  function filtered(signs: RegExp): HTMLInputElement {
    const input = inputOf(formOf('<label>Date of birth <input></label>'));
    input.addEventListener('keypress', (event) => {
      if (!signs.test(event.key)) event.preventDefault();
    });
    return input;
  }

  test.each([birth, '1980-03-07'])(
    'one that keeps %s in either order is left empty where the language has no single one',
    async (day) => {
      const input = filtered(/[\d/]/);
      const { filled, skipped } = await fill(document.forms[0] as Element, { birth: day }).settled;
      expect(filled).toEqual([]);
      expect(skipped).toMatchObject([{ path: 'birth', reason: 'refused' }]);
      expect(input.value).toBe('');
    },
  );

  test('with points between the numbers the day comes first', async () => {
    const input = filtered(/[\d.]/);
    await fill(document.forms[0] as Element, { birth: '1980-03-07' }).settled;
    expect(input.value).toBe('07.03.1980');
  });

  test('in a language with one order, that one', async () => {
    const input = filtered(/[\d/]/);
    document.documentElement.lang = 'fr';
    await fill(document.forms[0] as Element, { birth: '1980-03-07' }).settled;
    expect(input.value).toBe('07/03/1980');
  });

  test('in a language that begins with the year, before anything that could be taken for something else', async () => {
    const input = inputOf(formOf('<label>出生日期 <input></label>'));
    document.documentElement.lang = 'zh';
    const tried: string[] = [];
    judging(input, (text) => {
      if (text !== '') tried.push(text);
      return text.includes('年') ? text : '';
    });
    await fill(document.forms[0] as Element, { birth }).settled;
    expect(input.value).toBe('1949年12月31日');
    expect(tried).toEqual(['1949-12-31', '1949-12-31', '1949年12月31日']);
  });

  test('a mask that shows its blanks only to somebody who is in it', async () => {
    const blanks = 'mm/dd/yyyy';
    const input = inputOf(formOf('<label>Date of birth <input></label>'));
    Object.assign(input, { mask: true });
    const write = (): void => {
      const digits = input.value.replace(/\D/g, '').slice(0, 8);
      input.value = [...blanks].map((sign, at) => digits[at - (at > 4 ? 2 : at > 1 ? 1 : 0)] ?? sign).join('');
      for (const at of [2, 5]) input.value = `${input.value.slice(0, at)}/${input.value.slice(at + 1)}`;
    };
    for (const type of ['focus', 'input']) input.addEventListener(type, write);
    judging(input, (text) => (text === blanks ? '' : text));
    const { filled } = await fill(document.forms[0] as Element, { birth }).settled;
    expect(filled).toMatchObject([{ path: 'birth', value: '12/31/1949' }]);
    expect(input.value).toBe('12/31/1949');
  });

  test('what a script made of a probe behind it is gone when nothing is written', async () => {
    const input = filtered(/[\d/]/);
    const form = document.forms[0] as Element;
    form.insertAdjacentHTML('beforeend', '<input type="hidden" name="alt" value="">');
    // Kept by a script, so that it is visited.
    Object.assign(input, { __state: true });
    input.addEventListener('keyup', () => {
      if (/^(?:0\d|1[0-2])\/\d\d\/\d{4}$/.test(input.value)) inputOf(form, '[name=alt]').value = input.value;
    });
    expect((await fill(form, { birth }).settled).skipped).toMatchObject([{ path: 'birth', reason: 'refused' }]);
    expect([input.value, inputOf(form, '[name=alt]').value]).toEqual(['', '']);
  });

  test('what a script keeps behind it: that is put back when the date is', async () => {
    const form = formOf('<label>Date of birth <input></label><input type="hidden" name="alt" value="">');
    const [input, alt] = [inputOf(form), inputOf(form, '[name=alt]')];
    input.addEventListener('keyup', () => {
      if (/^\d{4}-\d\d-\d\d$/.test(input.value)) alt.value = input.value;
    });
    const { settled, undo } = fill(form, { birth });
    await settled;
    expect(alt.value).toBe(birth);
    expect(await undo()).toEqual({ kept: [] });
    expect([input.value, alt.value]).toEqual(['', '']);
  });
});

describe('what is drawn is what counts', () => {
  test('a select the page hides is not chosen where nothing shown says so', async () => {
    const form = formOf(`<label for="s">Sex</label><div><select id="s" hidden style="display:block">
      <option value="">-</option><option>Male</option><option>Female</option></select><span>-</span></div>
      <div style="display:none">Male Female</div>`);
    const { filled, skipped } = await fill(form, female).settled;
    expect(filled).toMatchObject([]);
    expect(skipped).toMatchObject([{ path: 'sex', reason: 'refused' }]);
    expect(form.querySelector('select')?.value).toBe('');
  });

  test('a number that its script does not count', async () => {
    const form = formOf('<label>Year of birth <input role="spinbutton" inputmode="decimal"></label>');
    expect((await fill(form, { birth }).settled).skipped).toMatchObject([{ path: 'birth.year', reason: 'refused' }]);
    const input = inputOf(form);
    expect(input.value).toBe('');
    let isIn = false;
    input.addEventListener('focus', () => {
      isIn = true;
    });
    input.addEventListener('input', () => {
      if (isIn) input.setAttribute('aria-valuenow', input.value);
    });
    input.addEventListener('blur', () => {
      isIn = false;
    });
    const { settled, undo } = fill(form, { birth });
    expect((await settled).filled).toMatchObject([{ path: 'birth.year', value: '1949' }]);
    expect(await undo()).toEqual({ kept: [] });
    expect([input.value, input.getAttribute('aria-valuenow')], 'nor counts it after undoing').toEqual(['', '']);
  });

  test('a list drawn beside the select it stands for: the option is pressed, and both say the same', async () => {
    const form = formOf(`<label id="l">Sex</label><select name="sex" style="display:none">
      <option value="">-</option><option value="M">Male</option><option value="F">Female</option></select>
      <div><div><span></span><input role="combobox" aria-haspopup="listbox" aria-controls="o" aria-labelledby="l"></div>
      <div id="o" role="listbox" style="display:none"><div role="option">-</div>
      <div role="option">Male</div><div role="option">Female</div></div></div>`);
    const [select, shown, list] = [form.querySelector('select'), form.querySelector('span'), form.querySelector('#o')];
    // A blank that is chosen already is nobody's choice.
    form.querySelector('[role=option]')?.setAttribute('aria-selected', 'true');
    if (shown) shown.textContent = '-';
    inputOf(form).addEventListener('mousedown', () => list?.removeAttribute('style'));
    list?.addEventListener('click', ({ target }) => {
      if (shown) shown.textContent = (target as Element).textContent;
      if (select) select.value = shown?.textContent?.charAt(0) ?? '';
      list.setAttribute('style', 'display:none');
    });
    const { settled, undo } = fill(form, female);
    expect(await settled).toMatchObject({ filled: [{ path: 'sex' }], skipped: [] });
    expect([select?.value, shown?.textContent]).toEqual(['F', 'Female']);
    expect(await undo()).toMatchObject({ kept: [{ path: 'sex' }] });
  });

  test('an option that is only pointed at is not chosen yet, though the open list shows it', async () => {
    const form = formOf(`<label id="l">Sex</label><div><span></span>
      <input role="combobox" aria-haspopup="listbox" aria-controls="o" aria-labelledby="l">
      <div id="o" role="listbox" style="display:none"><div role="option">Male</div><div role="option">Female</div></div></div>`);
    const [shown, list] = [form.querySelector('span'), form.querySelector('#o')];
    inputOf(form).addEventListener('mousedown', () => {
      list?.removeAttribute('style');
      list?.firstElementChild?.setAttribute('aria-selected', 'true');
    });
    list?.addEventListener('click', ({ target }) => {
      if (shown) shown.textContent = (target as Element).textContent;
      list.setAttribute('style', 'display:none');
    });
    const { filled, skipped } = await fill(form, female).settled;
    expect(skipped).toEqual([]);
    expect(filled).toMatchObject([{ path: 'sex', value: 'Female' }]);
    expect(shown?.textContent).toBe('Female');
  });

  test('radio buttons that a library defines as elements of their own', async () => {
    class OwnRadio extends HTMLElement {
      checked = false;
      value = this.getAttribute('value') ?? '';
      constructor() {
        super();
        this.addEventListener('click', () => {
          this.checked = true;
        });
      }
    }
    customElements.define('own-radio', OwnRadio);
    const form = formOf(`<fieldset><legend>Sex</legend><own-radio name="g" value="m"></own-radio>Male
      <own-radio name="g" value="f"></own-radio>Female</fieldset>`);
    expect((await fill(form, female).settled).filled).toMatchObject([{ path: 'sex', value: 'f' }]);
    expect([...form.querySelectorAll<OwnRadio>('own-radio')].map(({ checked }) => checked)).toEqual([false, true]);
  });
});

describe('undo leaves nothing in silence', () => {
  test('what hangs on an earlier field goes before it', async () => {
    const form = formOf('<input name="name">');
    const state: Record<string, string> = {};
    form.addEventListener('input', ({ target }) => {
      const { name, value } = target as HTMLInputElement;
      state[name] = value;
      const number = form.querySelector('[name=idNumber]');
      if (state.name && !number) form.insertAdjacentHTML('beforeend', '<input name="idNumber">');
      if (!state.name) number?.remove();
    });
    const { settled, undo } = fill(form, { name: '张三丰', ...female });
    await settled;
    expect(state).toEqual({ name: '张三丰', idNumber: female.number });
    expect(await undo()).toEqual({ kept: [] });
    expect(state).toEqual({ name: '', idNumber: '' });
  });

  test('a control that has gone since is said to stay: what the page remembers of it cannot be seen', async () => {
    const form = formOf('<label>Name <input name="name"></label>');
    const { settled, undo } = fill(form, { name: '张三丰' });
    await settled;
    form.replaceChildren();
    expect(await undo()).toMatchObject({ kept: [{ path: 'name', value: '张三丰', label: 'Name' }] });
  });

  test('a control that the page replaced while it was filled is taken back in its heir', async () => {
    const form = formOf('<p><input name="name"></p>');
    inputOf(form).addEventListener('change', () =>
      setTimeout(() => {
        const { value } = inputOf(form);
        form.innerHTML = '<p><input name="name"></p>';
        inputOf(form).value = value;
      }),
    );
    const { settled, undo } = fill(form, { name: '张三丰' });
    expect((await settled).filled).toMatchObject([{ path: 'name', element: inputOf(form) }]);
    expect(await undo()).toEqual({ kept: [] });
    expect(inputOf(form).value).toBe('');
  });

  test('where the page took the control away and put none in its place, the field is missing', async () => {
    const form = formOf('<input name="name"><input name="address">');
    inputOf(form).addEventListener('change', () => setTimeout(() => inputOf(form).remove()));
    const { filled, missing } = await fill(form, { name: '张三丰', address: '虚构路1号' }).settled;
    expect(filled).toMatchObject([{ path: 'address' }]);
    expect(missing).toEqual(['name']);
  });

  test('what stays is told in the order of the page', async () => {
    const form = formOf('<label>Name <input name="name"></label><label>Address <input name="address"></label>');
    const { settled, undo } = fill(form, { name: '张三丰', address: '虚构路1号' });
    await settled;
    form.replaceChildren();
    expect((await undo()).kept.map(({ path }) => path)).toEqual(['name', 'address']);
  });

  test('radio buttons whose script keeps its account around them', async () => {
    const form = formOf(`<div><span><input type="radio" name="sex" value="f"></span> Female</div>
      <div><span><input type="radio" name="sex" value="m"></span> Male</div>`);
    for (const place of form.querySelectorAll('div')) Object.assign(place, { __context: {} });
    const { settled, undo } = fill(form, female);
    await settled;
    expect(await undo()).toMatchObject({ kept: [{ path: 'sex' }] });
  });

  test('a picker that takes no empty text is emptied by what it draws for that', async () => {
    const form = formOf('<div><input name="birthday"><span class="own-picker-clear" role="button"></span></div>');
    const input = inputOf(form);
    Object.assign(input, { __state: true });
    let held = '';
    input.addEventListener('input', () => {
      held = input.value || held;
    });
    judging(input, () => held);
    form.querySelector('span')?.addEventListener('click', () => {
      held = '';
      input.value = '';
    });
    const { settled, undo } = fill(form, { birth });
    expect((await settled).filled).toHaveLength(1);
    expect(await undo()).toEqual({ kept: [] });
    expect([input.value, held]).toEqual(['', '']);
  });
});
