import { afterEach, expect, test } from 'vitest';
import { fillInTasks } from '../fill-form.ts';
import { clearPage, fill, inputOf } from '../testing/form-page.ts';

const card = { name: '张三丰', number: '11010519491231002X', address: '虚构路1号' };
const inputs = '<input name="name"><input name="idNumber"><input name="address">';
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

afterEach(clearPage);

/** A page with one form in a box, which `draw` throws away and draws anew; `keep` says whether what it held stays. */
function page(attributes: string, content = inputs) {
  document.body.innerHTML = `<form role="search"><input name="q"></form><main></main>`;
  const main = document.querySelector('main') as HTMLElement;
  const form = (): HTMLFormElement => main.querySelector('form') as HTMLFormElement;
  const draw = (keep = false, own = attributes): void => {
    const held = keep ? [...main.querySelectorAll('input')].map(({ value }) => value) : [];
    main.innerHTML = `<form ${own}>${content}</form>`;
    for (const [index, value] of held.entries()) (main.querySelectorAll('input')[index] ?? inputOf(main)).value = value;
  };
  draw();
  return { main, form, draw, values: () => [...form().querySelectorAll('input')].map(({ value }) => value) };
}

/** Draws the form anew once, a moment after it has heard of the first field. */
function onceAnew({ main, draw }: ReturnType<typeof page>, keep = false, own?: string): void {
  main.addEventListener('change', () => setTimeout(() => draw(keep, own)), { once: true });
}

const all = Object.values(card);

test.each([
  ['its id', 'id="signup"', undefined],
  ['its name', 'name="signup"', undefined],
  ['its place', '', undefined],
  ['its place, where the id is another each time', 'id=":r1:"', 'id=":r2:"'],
])('a form that the page draws anew while it is filled is found again by %s', async (_by, attributes, later) => {
  const drawn = page(attributes);
  onceAnew(drawn, false, later);
  const { settled, undo } = fill(drawn.form(), card);
  const { filled, skipped, missing } = await settled;
  expect(drawn.values()).toEqual(all);
  expect(filled.map(({ path, element }) => [path, drawn.form().contains(element)])).toEqual([
    ['name', true],
    ['number', true],
    ['address', true],
  ]);
  expect([skipped, missing]).toEqual([[], ['sex']]);
  expect(await undo()).toEqual({ kept: [] });
  expect(drawn.values()).toEqual(['', '', '']);
});

test('by what the page named: no other form that is there already', async () => {
  const drawn = page('class="signup"');
  const find = (): Element | undefined => document.querySelector('form.signup') ?? undefined;
  onceAnew(drawn, true, 'class="signup" id="other"');
  const { settled, stop } = fillInTasks(drawn.form(), card, {}, {}, find);
  expect((await settled).filled).toHaveLength(3);
  expect(drawn.values()).toEqual(all);
  drawn.main.replaceChildren();
  await wait(400);
  expect(document.querySelector<HTMLInputElement>('[name=q]')?.value).toBe('');
  stop();
});

test('one that comes back after a while, as after a page has asked its server', async () => {
  const drawn = page('id="signup"');
  drawn.main.addEventListener('change', () => setTimeout(() => drawn.main.replaceChildren(), 40), { once: true });
  let tell: (outcome: unknown) => void = () => undefined;
  const later = new Promise((resolve) => {
    tell = resolve;
  });
  const { settled } = fill(drawn.form(), card, {}, { onLater: tell });
  expect((await settled).missing).toEqual(['name', 'number', 'address', 'sex']);
  drawn.draw();
  expect(await later).toMatchObject({ filled: [{ path: 'name' }, { path: 'number' }, { path: 'address' }] });
  expect(drawn.values()).toEqual(all);
});

test('between two passes: a page that draws its form anew by itself finds it filled', async () => {
  const drawn = page('id="signup"');
  const { settled } = fill(drawn.form(), card);
  await settled;
  drawn.draw();
  await wait(900);
  expect(drawn.values()).toEqual(all);
});

test('with a box around it that is drawn anew as well', async () => {
  document.body.innerHTML = `<div id="app"><section><form>${inputs}</form></section></div>`;
  const app = document.getElementById('app') as HTMLElement;
  app.addEventListener(
    'change',
    () =>
      setTimeout(() =>
        app.replaceChildren(
          ...new DOMParser().parseFromString(`<div><form>${inputs}</form></div>`, 'text/html').body.children,
        ),
      ),
    { once: true },
  );
  expect((await fill(document.forms[0] as Element, card).settled).filled).toHaveLength(3);
  expect(inputOf(app, '[name=address]').value).toBe(card.address);
});

test('what stands in the new form already is nobody’s to overwrite', async () => {
  const drawn = page('id="signup"');
  onceAnew(drawn);
  drawn.main.addEventListener(
    'change',
    () => setTimeout(() => (inputOf(drawn.form(), '[name=address]').value = 'typed'), 1),
    { once: true },
  );
  const { filled, skipped } = await fill(drawn.form(), card).settled;
  expect(drawn.values()).toEqual([card.name, card.number, 'typed']);
  expect(filled).toHaveLength(2);
  expect(skipped).toMatchObject([{ path: 'address', reason: 'typed' }]);
});

test('a form inside the part of the page that is filled', async () => {
  const drawn = page('');
  onceAnew(drawn);
  expect((await fill(drawn.main, card).settled).filled).toHaveLength(3);
  expect(drawn.values()).toEqual(all);
});

test('a form drawn anew for every key comes to an end', async () => {
  const drawn = page('id="signup"');
  drawn.main.addEventListener('change', () => setTimeout(() => drawn.draw()));
  const { filled } = await fill(drawn.form(), card).settled;
  expect(filled.length).toBeLessThan(3);
  const before = drawn.form();
  await wait(600);
  expect(drawn.form()).toBe(before);
}, 30_000);

test('another form that comes to its place much later is not its heir, one with its id is', async () => {
  const drawn = page('id="signup"');
  const { settled } = fill(drawn.form(), { ...card, birth: '1949-12-31' });
  await settled;
  drawn.main.replaceChildren();
  await wait(1200);
  drawn.draw(false, 'id="other"');
  await wait(500);
  expect(drawn.values()).toEqual(['', '', '']);
  drawn.draw();
  await wait(900);
  expect(drawn.values()).toEqual(all);
});
