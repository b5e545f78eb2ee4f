// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ScanError } from '../core/base/scan-error.ts';
import { cropped } from '../core/edges/cropped.ts';
import { createFlowWorld, doneScan, type FlowWorld, type Upload } from '../core/testing/flow-world.ts';
import { CardUpload, type CardUploadProps } from './card-upload.tsx';
import { loadReview } from './review/load-review.ts';

let world: FlowWorld;

beforeEach(() => {
  world = createFlowWorld();
  document.documentElement.lang = 'en';
});
// What is loaded later is there before the first clock runs.
beforeAll(async () => void (await loadReview()));

afterEach(cleanup);

const photo = (name = 'photo.jpg') => new File(['original'], name, { type: 'image/jpeg' });

function widget(props: Partial<CardUploadProps<'id-card-front'>> = {}) {
  return (
    <CardUpload
      card="id-card-front"
      endpoint="/scanfill"
      session={() => 'token'}
      services={world.services}
      {...props}
    />
  );
}

async function upload(index = 0): Promise<Upload> {
  await waitFor(() => expect(world.uploads.length).toBeGreaterThan(index));
  const found = world.uploads[index];
  if (!found) throw new Error('There was no upload.');
  return found;
}

const choose = () => userEvent.upload(screen.getByLabelText('Choose a photo: ID card, portrait side'), photo());

async function finish(changes: Parameters<typeof doneScan>[0] = {}): Promise<void> {
  (await upload()).resolve(doneScan(changes));
  await screen.findByText('The card was read');
}

test('a scan is reported once, StrictMode or not', async () => {
  const onDone = vi.fn();
  render(<StrictMode>{widget({ onDone })}</StrictMode>);
  await choose();
  await finish();
  await screen.findByLabelText('Name');
  expect(onDone).toHaveBeenCalledTimes(1);
  expect(onDone.mock.calls[0]?.[0]).toMatchObject({ id: 'scan-1', fields: { name: '张三' } });
  expect(world.uploads).toHaveLength(1);
});

test('a wrong file after the card was read is refused in words, heard once, and what was read stays', async () => {
  render(widget());
  await choose();
  await finish();
  await screen.findByLabelText('Name');
  world.verdict = { ok: false, code: 'image-format', params: { format: 'pdf' }, detail: '' };
  await userEvent.upload(
    screen.getByLabelText(/^Use another photo/),
    new File(['%PDF'], 'card.jpg', { type: 'image/jpeg' }),
  );
  const refusal = /^This file cannot be used\. .*PDF/;
  await waitFor(() => expect(screen.getByRole('status').textContent).toMatch(refusal));
  expect(screen.getAllByText(refusal).map(({ className }) => className)).toEqual(['sf-warning', 'sf-hidden']);
  expect(screen.getByLabelText('Name')).toHaveProperty('value', '张三');
  await userEvent.type(screen.getByLabelText('Name'), '丰');
  expect(screen.queryByText(refusal)).toBeNull();
  expect(screen.getByRole('status').textContent).toMatch(/^The card was read/);
});

test('a file the page hands over is taken as if chosen, each new one once', async () => {
  const first = photo();
  const { rerender } = render(widget({ file: first }));
  await upload();
  rerender(widget({ file: first }));
  expect(world.uploads).toHaveLength(1);
  rerender(widget({ file: photo('second.jpg') }));
  await upload(1);
});

test('a photo handed over for one card is not sent as the next one', async () => {
  const file = photo();
  const { rerender } = render(widget({ file }));
  await upload();
  rerender(
    <CardUpload card="passport" endpoint="/scanfill" session={() => 'token'} services={world.services} file={file} />,
  );
  expect(await screen.findByLabelText('Choose a photo: Passport')).toBeTruthy();
  expect(world.uploads).toHaveLength(1);
});

test('several files at once are refused with the reason', async () => {
  const { container } = render(widget());
  const root = container.querySelector('.scanfill');
  if (!root) throw new Error('no widget');
  const files = [photo('a.jpg'), photo('b.jpg')];
  const dataTransfer = {
    files,
    types: ['Files'],
    items: files.map((file) => ({ kind: 'file', type: file.type, getAsFile: () => file })),
  };
  fireEvent.drop(root, { dataTransfer });
  expect(await screen.findByText('Please choose one photo at a time.')).toBeTruthy();
  expect(world.uploads).toHaveLength(0);
});

test('progress is told in numbers to the eye only, and by a progress element to all', async () => {
  render(widget());
  await choose();
  const sending = await upload();
  sending.onProgress({ phase: 'upload', loaded: 1, total: 4 });
  expect(await screen.findByText('25 %')).toBeTruthy();
  expect(screen.getByRole('progressbar', { name: /Uploading/ })).toHaveProperty('value', 0.25);
  expect(screen.getByRole('status').textContent).toBe('Uploading…');
  sending.onProgress({ phase: 'upload', loaded: 1, total: 4, waiting: 'offline' });
  expect((await screen.findAllByText(/You are offline/)).length).toBe(2);
});

test('while the service is busy that is said, not that the card is being read', async () => {
  const { container } = render(widget());
  await choose();
  const sending = await upload();
  sending.onScan('scan-1');
  sending.onProgress({ phase: 'recognise', loaded: 0, total: 1, waiting: 'retry' });
  expect(await screen.findByRole('progressbar', { name: /Trying again/ })).toBeTruthy();
  const told = container.querySelector('.sf-progress')?.textContent;
  expect(told).not.toContain('Reading the card');
  expect(told?.match(/Trying again/g)).toHaveLength(1);
});

test('asking for confirmation later than the photo loses nothing', async () => {
  const { rerender } = render(widget());
  await choose();
  rerender(widget({ review: 'confirm' }));
  await finish();
  expect(await screen.findByRole('button', { name: 'Use these details' })).toBeTruthy();
});

test("a page's own texts, title and language stand in place of the widget's", async () => {
  render(widget({ title: 'Ausweis', lang: 'de', messages: { choose: 'Bild hier' } }));
  expect(await screen.findByText('oder hierher ziehen oder einfügen')).toBeTruthy();
  expect(screen.getByText('Bild hier')).toBeTruthy();
  expect(screen.getByRole('group', { name: 'Ausweis' })).toBeTruthy();
});

test('only what a person typed is said to be left as typed, not what does not fit an input', async () => {
  render(
    <>
      <form id="host">
        <input name="name" defaultValue="" />
        <input name="number" maxLength={10} />
        <select name="sex">
          <option value="">-</option>
          <option value="x">X</option>
        </select>
        <input name="address" />
      </form>
      {widget({ fill: '#host' })}
    </>,
  );
  const form = document.querySelector('form');
  if (!form) throw new Error('no form');
  await userEvent.type(form.querySelector('[name=address]') ?? form, 'typed');
  await choose();
  await finish();
  const told = /Fields filled: 1\. Left as you typed them: 1\./;
  expect((await screen.findAllByText(told, {}, { timeout: 10_000 })).length).toBe(2);
});

test('a folder without a file in it is refused, not passed over', async () => {
  const { container } = render(widget());
  const root = container.querySelector('.scanfill');
  if (!root) throw new Error('no widget');
  fireEvent.drop(root, { dataTransfer: { files: [], types: ['Files'], items: [] } });
  expect(await screen.findByText('This file is empty. Please choose another one.')).toBeTruthy();
});

test('a failure that may have been billed is sent again only in so many words', async () => {
  render(widget());
  await choose();
  (await upload()).reject(new ScanError('unconfirmed'));
  await screen.findByRole('button', { name: 'Send it again' });
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('where nobody may try again, there is no such button', async () => {
  render(widget());
  await choose();
  (await upload()).reject(new ScanError('origin-refused'));
  await screen.findAllByText(/may not use the service/);
  expect(screen.queryByRole('button', { name: /again/i })).toBeNull();
});

test('while confirm is awaited nothing is reported; then with what the person corrected', async () => {
  const onDone = vi.fn();
  render(widget({ review: 'confirm', onDone }));
  await choose();
  await finish();
  const name = await screen.findByLabelText('Name');
  await userEvent.clear(name);
  await userEvent.type(name, '李四');
  expect(onDone).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Use these details' }));
  expect(onDone.mock.calls[0]?.[0]).toMatchObject({ fields: { name: '李四' } });
});

test('a number that fails its check has a fitting one offered, taken by one click', async () => {
  render(widget());
  await choose();
  await finish({ fields: { number: '110105194912310O2X', birth: '1949-12-31' } });
  const number = await screen.findByLabelText('ID number');
  expect(number.getAttribute('aria-describedby')).toBeTruthy();
  expect(screen.getByText(/does not fit its check digit/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Use 11010519491231002X' }));
  expect(number).toHaveProperty('value', '11010519491231002X');
  expect(screen.queryByText(/does not fit its check digit/)).toBeNull();
});

test('a date is not rewritten while it is typed, and takes its form when it is left', async () => {
  const onChange = vi.fn();
  render(widget({ onChange }));
  await choose();
  await finish();
  const birth = await screen.findByLabelText('Date of birth');
  await userEvent.clear(birth);
  await userEvent.type(birth, '1949年12月1');
  expect(birth).toHaveProperty('value', '1949年12月1');
  await userEvent.type(birth, '0日');
  await userEvent.tab();
  expect(birth).toHaveProperty('value', '1949-12-10');
  expect(onChange.mock.lastCall?.[0]).toMatchObject({ birth: '1949-12-10' });
  // And the contradiction to the number beside it is seen at once.
  expect(screen.getByText(/contradicts something else/)).toBeTruthy();
});

test('what is no date is said to be none and changes nothing', async () => {
  const onChange = vi.fn();
  render(widget({ onChange }));
  await choose();
  await finish();
  const birth = await screen.findByLabelText('Date of birth');
  await userEvent.clear(birth);
  await userEvent.type(birth, 'soon');
  expect(screen.getByText('This is not a date.')).toBeTruthy();
  expect(birth.getAttribute('aria-invalid')).toBe('true');
  expect(onChange.mock.lastCall?.[0]).not.toHaveProperty('birth');
});

test('a card with many fields folds away what was not read', async () => {
  world.services.client.scan = async () =>
    ({ ...doneScan(), card: 'passport', fields: { personId: 'L898902C3' } }) as never;
  render(
    <CardUpload
      card="passport"
      endpoint="/scanfill"
      session={() => 'token'}
      services={world.services}
      file={photo()}
    />,
  );
  expect(await screen.findByLabelText('Passport number')).toHaveProperty('value', 'L898902C3');
  const folded = screen.getByText('Not read: 19').closest('details');
  if (!folded) throw new Error('nothing is folded');
  expect(folded.open).toBe(false);
  expect(within(folded).getByLabelText('Surname')).toBeTruthy();
});

test('a side that shows the other one is named, not called empty', async () => {
  render(widget());
  await choose();
  (await upload()).resolve(doneScan({ recognised: false, fields: {}, warnings: [{ code: 'other-side' }] }));
  expect((await screen.findAllByText(/looks like “ID card, emblem side”/)).length).toBe(2);
});

test('where only the card was sent, the whole photo can be sent all the same', async () => {
  const { prepare } = world.services;
  world.services.prepare = async (file, options) => {
    const prepared = await prepare(file, options);
    if (!options.whole) cropped.add(prepared.file);
    return prepared;
  };
  render(widget({ crop: 'card' }));
  await choose();
  await finish();
  await userEvent.click(screen.getByRole('button', { name: 'Use the whole photo' }));
  const whole = await upload(1);
  whole.resolve(doneScan());
  await screen.findByText('The card was read');
  expect(screen.queryByRole('button', { name: 'Use the whole photo' })).toBeNull();
});

test('advice about a photo is seen and heard', async () => {
  world.hints = ['small', 'glare'];
  render(widget());
  await choose();
  const advice = 'The card is small in the photo. Move closer until it fills the picture.';
  expect((await screen.findAllByText(new RegExp(advice))).length).toBe(2);
  expect(screen.getByRole('status').textContent).toMatch(/^A better photo gives a better result .*closer.*reflected/);
});

test('removing erases the scan from the service and tells the page', async () => {
  const onChange = vi.fn();
  render(widget({ onChange }));
  await choose();
  (await upload()).onScan('scan-1');
  await finish();
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(world.removed).toEqual(['scan-1']);
  expect(onChange.mock.lastCall?.[0]).toBeUndefined();
});

test('disabled, it takes nothing', async () => {
  render(widget({ disabled: true }));
  expect(screen.getByLabelText('Choose a photo: ID card, portrait side')).toHaveProperty('disabled', true);
  fireEvent.drop(screen.getByRole('group', { name: /ID card/ }), {
    dataTransfer: { files: [photo()], types: ['Files'], items: [] },
  });
  expect(world.uploads).toHaveLength(0);
});

test('what is dragged over it is told where to go once', async () => {
  render(widget());
  const dataTransfer = { files: [photo()], types: ['Files'], items: [{ kind: 'file', type: 'image/jpeg' }] };
  fireEvent.dragEnter(screen.getByRole('group', { name: /ID card/ }), { dataTransfer });
  await screen.findByText('Drop the photo');
  expect(screen.queryByText('or drop or paste it here')).toBeNull();
});

test.each([
  { touch: true, drop: 0 },
  { touch: false, drop: 1 },
])('dropping is spoken of where there is a mouse (touch: $touch)', ({ touch, drop }) => {
  const media = (matches: boolean) =>
    Object.assign(new EventTarget(), {
      matches,
      media: '',
      onchange: null,
      addListener: vi.fn(),
      removeListener: vi.fn(),
    });
  vi.stubGlobal('matchMedia', (query: string) => media(touch && query.includes('coarse')));
  try {
    render(widget());
    expect(screen.queryAllByText('or drop or paste it here')).toHaveLength(drop);
    const camera = 'Take a photo: ID card, portrait side';
    expect(screen.queryAllByLabelText(camera)).toHaveLength(touch ? 1 : 0);
    const [first] = screen.getAllByLabelText(/^(Take|Choose) a photo/);
    expect(first?.getAttribute('aria-label')).toBe(touch ? camera : 'Choose a photo: ID card, portrait side');
  } finally {
    vi.unstubAllGlobals();
  }
});

test('a photo pasted into the page is taken; text pasted into a field of the review stays there', async () => {
  // jsdom lays nothing out.
  Element.prototype.checkVisibility = () => true;
  const paste = (target: Element, types: readonly string[]): boolean => {
    const event = new Event('paste', { bubbles: true, cancelable: true, composed: true });
    Object.defineProperty(event, 'clipboardData', { value: { files: [photo()], types: [...types, 'Files'] } });
    return !target.dispatchEvent(event);
  };
  try {
    const { unmount } = render(widget());
    await waitFor(() => expect(paste(document.body, [])).toBe(true));
    await finish();
    const name = await screen.findByLabelText('Name');
    expect(paste(name, ['text/plain', 'text/html'])).toBe(false);
    expect(paste(document.body, [])).toBe(false);
    expect(world.uploads).toHaveLength(1);
    unmount();
    render(widget({ disabled: true }));
    expect(paste(document.body, [])).toBe(false);
  } finally {
    Reflect.deleteProperty(Element.prototype, 'checkVisibility');
  }
});

describe('a consent', () => {
  const consent = {
    version: '2026-11',
    children: (
      <>
        I accept the <a href="/privacy">privacy notice</a>.
      </>
    ),
  };
  const box = () => screen.getByRole('checkbox', { name: 'I accept the privacy notice.' });
  const shown = () => screen.findByRole('checkbox');

  test('is asked for in the host’s words, and the photo waits for it', async () => {
    const onState = vi.fn();
    render(widget({ consent, onState }));
    await shown();
    expect(box().getAttribute('aria-required')).toBe('true');
    await choose();
    await screen.findByText('Please accept this first');
    expect(screen.getByRole('status').textContent).toMatch(/^Please accept this first\. The photo is still on this/);
    await waitFor(() => expect(document.activeElement).toBe(box()));
    expect(box().getAttribute('aria-invalid')).toBe('true');
    expect(world.uploads).toHaveLength(0);
    const before = Date.now();
    await userEvent.keyboard(' ');
    const sent = await upload();
    expect(sent.consent?.version).toBe('2026-11');
    expect(sent.consent?.at).toBeGreaterThanOrEqual(before);
    expect([document.activeElement === box(), box().getAttribute('aria-invalid')]).toEqual([true, null]);
  });

  test('that is taken back, or is about other words, is none for the next photo', async () => {
    const { rerender } = render(widget({ consent }));
    await shown();
    await userEvent.click(box());
    await choose();
    await finish();
    await userEvent.click(box());
    const another = screen.getByLabelText(/^Use another photo/);
    await userEvent.upload(another, photo('second.jpg'));
    await screen.findByText('Please accept this first');
    expect(world.uploads).toHaveLength(1);
    await userEvent.click(box());
    (await upload(1)).resolve(doneScan());
    rerender(widget({ consent: { ...consent, version: '2026-12' } }));
    expect(box()).toHaveProperty('checked', false);
  });

  test('without words of the host’s has ours', async () => {
    render(widget({ consent: { version: '1' } }));
    await screen.findByRole('checkbox', { name: 'I agree that the photo of my card is sent and read.' });
  });
});
