import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Phase } from '../flow/flow-state.ts';
import { joinPaste } from './page-paste.ts';

type Fake = {
  phase: Phase;
  readonly root: HTMLElement;
  readonly taken: string[];
  readonly refused: string[];
  readonly leave: (() => void) | undefined;
};

const uploads: Fake[] = [];
/** By which pastes lie apart. */
let now = 0;

beforeEach(() => {
  // jsdom lays nothing out: in view is what is not hidden.
  Element.prototype.checkVisibility = function checkVisibility(this: Element) {
    return this.closest('[hidden]') === null;
  };
});
afterEach(() => {
  for (const { leave } of uploads.splice(0)) leave?.();
  document.body.innerHTML = '';
  Reflect.deleteProperty(Element.prototype, 'checkVisibility');
});

function uploadAt(parent: ParentNode = document.body, phase: Phase = 'idle'): Fake {
  const root = document.createElement('fieldset');
  root.innerHTML = '<div class="panel" tabindex="-1"><input type="file"></div><input class="field"><select></select>';
  parent.append(root);
  const taken: string[] = [];
  const refused: string[] = [];
  const fake: Fake = {
    phase,
    root,
    taken,
    refused,
    leave: joinPaste(
      { current: root },
      {
        getState: () => ({ phase: fake.phase }) as never,
        choose: ({ name }) => void taken.push(name),
        refuse: ({ code }) => void refused.push(code),
      },
    ),
  };
  uploads.push(fake);
  return fake;
}

const picture = (name = 'a.png') => new File(['x'], name, { type: 'image/png' });

/** Pastes as a browser does, seconds after the last time; gives whether somebody took it. */
function paste(target: EventTarget, files: readonly File[] = [picture()], ...texts: readonly string[]): boolean {
  now += 5_000;
  const event = new Event('paste', { bubbles: true, cancelable: true, composed: true });
  Object.defineProperty(event, 'clipboardData', {
    value: { files, types: [...texts, ...(files.length > 0 ? ['Files'] : [])] },
  });
  Object.defineProperty(event, 'timeStamp', { value: now });
  return !target.dispatchEvent(event);
}

function put(html: string): HTMLElement {
  const place = document.createElement('div');
  place.innerHTML = html;
  document.body.append(place);
  const element = place.querySelector<HTMLElement>('[data-here]');
  if (!element) throw new Error('Nothing is marked.');
  return element;
}

test('a photo pasted into the page is taken', () => {
  const upload = uploadAt();
  expect(paste(document.body)).toBe(true);
  expect(paste(put('<p data-here>some words</p>'))).toBe(true);
  expect(upload.taken).toEqual(['a.png', 'a.png']);
});

test.each([
  '<input data-here>',
  '<input data-here type="date">',
  '<textarea data-here></textarea>',
  '<div contenteditable><p data-here>words</p></div>',
  '<div contenteditable="plaintext-only" data-here></div>',
  '<div role="textbox" tabindex="0" data-here></div>',
  '<input type="file" data-here>',
])('what is typed into keeps its paste, with and without text on the clipboard: %s', (html) => {
  const upload = uploadAt();
  const place = put(html);
  expect(paste(place, [picture()], 'text/plain', 'text/html')).toBe(false);
  expect(paste(place)).toBe(false);
  place.focus();
  if (document.activeElement === place) expect(paste(document.body)).toBe(false);
  expect(upload.taken).toEqual([]);
});

test.each(['<input type="checkbox" data-here>', '<select data-here></select>', '<input readonly data-here>'])(
  'a control that takes no text leaves files alone, and what has text is not for the widget: %s',
  (html) => {
    const upload = uploadAt();
    expect(paste(put(html), [picture()], 'text/plain')).toBe(false);
    expect(paste(put(html))).toBe(true);
    expect(upload.taken).toEqual(['a.png']);
  },
);

test('an input in a shadow tree keeps its paste, and so does one that nobody can see', () => {
  customElements.define('shut-input', class extends HTMLElement {});
  const upload = uploadAt();
  const host = put('<div data-here></div>');
  const input = document.createElement('input');
  host.attachShadow({ mode: 'open' }).append(input);
  expect(paste(input, [picture()], 'text/plain')).toBe(false);
  input.focus();
  expect(paste(document.body)).toBe(false);
  input.blur();
  expect(paste(put('<shut-input data-here></shut-input>'))).toBe(false);
  expect(upload.taken).toEqual([]);
});

test('text pasted into a field of the review stays text', () => {
  const upload = uploadAt(document.body, 'done');
  const field = upload.root.querySelector('.field') ?? document.body;
  expect(paste(field, [picture()], 'text/plain', 'text/html', 'text/rtf')).toBe(false);
  expect(paste(field)).toBe(false);
  expect(upload.taken).toEqual([]);
});

test('a page that uses a paste itself keeps it, wherever it listens', () => {
  const upload = uploadAt();
  const use = (event: Event) => event.preventDefault();
  for (const place of [document.body, document]) {
    place.addEventListener('paste', use);
    paste(document.body);
    place.removeEventListener('paste', use);
  }
  expect(upload.taken).toEqual([]);
});

test('nothing that was read or is on its way is lost to a paste into the page', () => {
  const upload = uploadAt();
  for (const phase of ['inspecting', 'preparing', 'uploading', 'recognising', 'review', 'done'] as const) {
    upload.phase = phase;
    expect(paste(document.body), phase).toBe(false);
  }
  for (const phase of ['refused', 'failed', 'hint'] as const) {
    upload.phase = phase;
    expect(paste(document.body), phase).toBe(true);
  }
  expect(upload.taken).toHaveLength(3);
});

test('what was read is replaced by a paste only where the button for that has the focus', () => {
  const upload = uploadAt(document.body, 'done');
  const [panel, button, select] = ['.panel', '[type=file]', 'select'].map((at) => upload.root.querySelector(at));
  for (const place of [panel, select]) expect(place && paste(place)).toBe(false);
  expect(button && paste(button)).toBe(true);
  upload.phase = 'recognising';
  expect(button && paste(button)).toBe(false);
  expect(upload.taken).toHaveLength(1);
});

test('focus that was left where a card has been read does not keep the next side from its photo', () => {
  const [front, back] = [uploadAt(document.body, 'done'), uploadAt()];
  expect(paste(front.root.querySelector('.panel') ?? front.root)).toBe(true);
  expect([front.taken.length, back.taken.length]).toEqual([0, 1]);
});

test('a key held down does not hand one photo to two uploads', () => {
  const [front, back] = [uploadAt(), uploadAt()];
  expect(paste(document.body)).toBe(true);
  front.phase = 'inspecting';
  now -= 4_900;
  expect(paste(document.body)).toBe(false);
  expect(paste(document.body)).toBe(true);
  expect([front.taken.length, back.taken.length]).toEqual([1, 1]);
});

test('of several one takes it: the one with the focus, else the one used last, else the first that is empty', () => {
  const [second, first, third] = [uploadAt(), uploadAt(), uploadAt()];
  document.body.prepend(first.root);
  const counts = () => [first, second, third].map(({ taken }) => taken.length);
  paste(third.root.querySelector('[type=file]') ?? document.body);
  expect(counts()).toEqual([0, 0, 1]);
  paste(document.body);
  expect(counts()).toEqual([1, 0, 1]);
  second.root.querySelector<HTMLElement>('[type=file]')?.focus();
  second.root.querySelector<HTMLElement>('[type=file]')?.blur();
  paste(document.body);
  expect(counts()).toEqual([1, 1, 1]);
  second.phase = 'done';
  first.phase = 'failed';
  paste(document.body);
  expect(counts()).toEqual([1, 1, 2]);
  third.phase = 'done';
  paste(document.body);
  expect(counts()).toEqual([2, 1, 2]);
});

test('the first of several is told through shadow trees', () => {
  const late = uploadAt();
  const host = document.createElement('div');
  document.body.prepend(host);
  const early = uploadAt(host.attachShadow({ mode: 'open' }));
  paste(document.body);
  expect([early.taken.length, late.taken.length]).toEqual([1, 0]);
});

test.each([
  ['disabled', (root: HTMLElement) => root.setAttribute('disabled', '')],
  ['hidden', (root: HTMLElement) => root.setAttribute('hidden', '')],
  ['inert', (root: HTMLElement) => root.parentElement?.setAttribute('inert', '')],
  ['behind a dialog', () => document.body.append(Object.assign(document.createElement('dialog'), { open: true }))],
  [
    'with its camera open',
    (root: HTMLElement) => root.append(Object.assign(document.createElement('dialog'), { open: true })),
  ],
])('one that is %s takes nothing', (_what, change) => {
  const place = document.body.appendChild(document.createElement('div'));
  const upload = uploadAt(place);
  change(upload.root);
  expect(paste(document.body)).toBe(false);
  expect(paste(upload.root)).toBe(false);
  expect(upload.taken).toEqual([]);
});

test('an upload in the open dialog takes it', () => {
  const behind = uploadAt();
  const dialog = document.body.appendChild(Object.assign(document.createElement('dialog'), { open: true }));
  const upload = uploadAt(dialog);
  expect(paste(document.body)).toBe(true);
  expect([behind.taken.length, upload.taken.length]).toEqual([0, 1]);
});

test('of several files the only picture is taken, two pictures are refused in words, and text alone is nobody’s', () => {
  const upload = uploadAt();
  paste(document.body, [new File(['x'], 'a.txt', { type: 'text/plain' }), picture('b.png')]);
  expect(upload.taken).toEqual(['b.png']);
  paste(document.body, [picture(), picture()]);
  expect(upload.refused).toEqual(['too-many-files']);
  expect(paste(document.body, [], 'text/plain')).toBe(false);
});

test('a page that keeps its events to itself still lets the widget have what is pasted into it', () => {
  const place = document.body.appendChild(document.createElement('div'));
  const upload = uploadAt(place);
  place.addEventListener('paste', (event) => event.stopPropagation());
  expect(paste(upload.root.querySelector('[type=file]') ?? place)).toBe(true);
  expect(upload.taken).toHaveLength(1);
});

test('the last that leaves takes its listeners along', () => {
  const remove = vi.spyOn(globalThis, 'removeEventListener');
  const [one, other] = [uploadAt(), uploadAt()];
  one.leave?.();
  expect(paste(document.body)).toBe(true);
  expect(remove).not.toHaveBeenCalledWith('paste', expect.anything());
  other.leave?.();
  expect(remove).toHaveBeenCalledWith('paste', expect.anything());
  expect(paste(document.body)).toBe(false);
  expect([one.taken.length, other.taken.length]).toEqual([0, 1]);
  remove.mockRestore();
});
