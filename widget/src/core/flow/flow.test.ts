import { problemOf } from '@scanfill/proxy/contract';
import { expect, test, vi } from 'vitest';
import { ScanError } from '../base/scan-error.ts';
import type { Consent } from '../consent.ts';
import { createFlowWorld, doneScan, type FlowWorld, goodImage, settle, type Upload } from '../testing/flow-world.ts';
import { createScanFlow, type FlowOptions } from './flow.ts';
import type { FlowState } from './flow-state.ts';

const photo = () => new File(['original'], 'photo.jpg', { type: 'image/jpeg' });

function begin(world: FlowWorld, options: Partial<FlowOptions<'id-card-front'>> = {}) {
  const asked = Object.defineProperties({ card: 'id-card-front' }, Object.getOwnPropertyDescriptors(options));
  const flow = createScanFlow(() => world.services, asked as FlowOptions<'id-card-front'>);
  const phases: FlowState['phase'][] = [];
  flow.subscribe(() => {
    const { phase } = flow.getState();
    if (phases.at(-1) !== phase) phases.push(phase);
  });
  return { flow, phases, stop: flow.start() };
}

function uploadOf(world: FlowWorld, index = 0): Upload {
  const upload = world.uploads[index];
  if (!upload) throw new Error(`There was no upload ${index}.`);
  return upload;
}

async function uploading(world: FlowWorld, options: Partial<FlowOptions<'id-card-front'>> = {}) {
  const begun = begin(world, options);
  begun.flow.choose(photo());
  await settle();
  return begun;
}

test('a good photo is inspected, prepared, uploaded, recognised and done', async () => {
  const world = createFlowWorld();
  const { flow, phases } = await uploading(world);
  const upload = uploadOf(world);
  expect(upload.card).toBe('id-card-front');
  upload.onProgress({ phase: 'upload', loaded: 4, total: 8 });
  expect(flow.getState()).toMatchObject({ phase: 'uploading', sent: { loaded: 4, total: 8 } });
  upload.onScan('scan-1');
  expect(world.word).toBe('scan-1');
  upload.resolve(doneScan());
  await settle();
  expect(phases).toEqual(['inspecting', 'preparing', 'uploading', 'recognising', 'done']);
  expect(flow.getState()).toMatchObject({ fields: { name: '张三' } });
  expect(world.word).toBe('+scan-1');
});

test('a refused file is never sent', async () => {
  const world = createFlowWorld();
  world.verdict = { ok: false, code: 'image-format', params: { format: 'pdf' }, detail: '' };
  const { flow } = await uploading(world);
  expect(flow.getState()).toMatchObject({
    phase: 'refused',
    failure: { code: 'image-format', params: { format: 'pdf' } },
  });
  expect(world.uploads).toHaveLength(0);
});

test('a document asks for a page; the photo made of it takes its place, and what was read gives way by then', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).onScan('scan-1');
  uploadOf(world).resolve(doneScan());
  await settle();
  const made = new File(['page'], 'letter.jpg', { type: 'image/jpeg' });
  let chosen: (page: number) => void = () => undefined;
  world.services.inspect = async (_file, { onPages }) => {
    await new Promise<number>((choose) => {
      chosen = choose;
      onPages?.({ count: 2, draw: () => Promise.reject(new Error('blank')), choose });
    });
    onPages?.();
    if (!goodImage.ok) throw new Error('not good');
    return { ...goodImage, file: made };
  };
  flow.choose(new File(['%PDF-'], 'letter.pdf'));
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'inspecting', name: 'letter.pdf', pages: { count: 2 } });
  expect(world.removed).toEqual(['scan-1']);
  chosen(2);
  await settle();
  expect(uploadOf(world, 1).key).not.toBe(uploadOf(world).key);
  expect(flow.photo()).toBe(made);
  expect(await uploadOf(world, 1).file.text()).toBe('page');
});

test('a document that is no photo after all leaves what was read', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).resolve(doneScan());
  await settle();
  world.services.inspect = async () => ({
    ok: false,
    code: 'image-format',
    params: { format: 'pdf' },
    detail: '',
    why: 'locked',
  });
  flow.choose(new File(['%PDF-'], 'letter.pdf'));
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'done', refused: { why: 'locked', params: { format: 'pdf' } } });
});

test('advice is given at most twice and never stops a person who goes on', async () => {
  const world = createFlowWorld();
  world.hints = ['blur'];
  const { flow } = await uploading(world);
  expect(flow.getState()).toMatchObject({ phase: 'hint', hints: ['blur'] });
  flow.choose(photo());
  await settle();
  expect(flow.getState().phase).toBe('hint');
  flow.useAnyway();
  await settle();
  expect(world.uploads).toHaveLength(1);
  flow.choose(photo());
  await settle();
  expect(flow.getState().phase).toBe('uploading');
});

test('a photo is looked at once: what was seen in it goes with it, also when it is sent again', async () => {
  const world = createFlowWorld();
  const handed: unknown[] = [];
  let looks = 0;
  const { inspect, prepare } = world.services;
  world.services.inspect = (file, way) => {
    looks++;
    return inspect(file, way);
  };
  world.services.hints = async (_file, _signal, inspected) => {
    handed.push(inspected);
    return [];
  };
  world.services.prepare = (file, options) => {
    handed.push(options.inspected);
    return handed.length < 3 ? Promise.reject(new ScanError('part-missing')) : prepare(file, options);
  };
  const { flow } = await uploading(world);
  flow.retry();
  await settle();
  expect(flow.getState().phase).toBe('uploading');
  expect(looks).toBe(1);
  expect(handed).toEqual([world.verdict, world.verdict, world.verdict]);
});

test('hints that cannot be computed do not stand in the way', async () => {
  const world = createFlowWorld();
  world.services.hints = () => Promise.reject(new Error('no canvas'));
  const { flow } = await uploading(world);
  expect(flow.getState().phase).toBe('uploading');
});

test('cancelling while preparing aborts the work, and its late answer changes nothing', async () => {
  const world = createFlowWorld();
  world.prepareAtOnce = false;
  const { flow } = await uploading(world);
  flow.cancel();
  expect(world.prepared[0]?.signal.aborted).toBe(true);
  world.prepared[0]?.answer.resolve({ file: photo() });
  await settle();
  expect(flow.getState()).toEqual({ phase: 'idle', notice: 'cancelled' });
  expect(world.uploads).toHaveLength(0);
});

test('cancelling during recognition aborts and erases the scan', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).onScan('scan-1');
  flow.cancel();
  expect(uploadOf(world).signal.aborted).toBe(true);
  expect(world.removed).toEqual(['scan-1']);
  expect(world.word).toBeUndefined();
});

test('a repeated upload after a network failure keeps its key and its bytes', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).reject(new ScanError('network'));
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'failed', failure: { code: 'network', retry: 'same' } });
  flow.retry();
  await settle();
  expect(uploadOf(world, 1).key).toBe(uploadOf(world).key);
  expect(uploadOf(world, 1).file).toBe(uploadOf(world).file);
});

test('a failure after the scan is known is followed up, not sent again', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).onScan('scan-1');
  uploadOf(world).reject(new ScanError('network'));
  await settle();
  flow.retry();
  expect(world.uploads).toHaveLength(1);
  expect(world.resumed.map(({ id }) => id)).toEqual(['scan-1']);
});

test('a scan that failed for good is sent again under a new key', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  const { recognised: _r, raw: _w, warnings: _v, fields: _f, ...base } = doneScan();
  uploadOf(world).resolve({ ...base, state: 'failed', problem: problemOf('green-failed') });
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'failed', failure: { code: 'green-failed' } });
  flow.retry();
  await settle();
  expect(uploadOf(world, 1).key).not.toBe(uploadOf(world).key);
});

test('a reload during recognition picks the scan up with nothing but its id', async () => {
  const world = createFlowWorld();
  world.word = 'scan-7';
  const { flow } = begin(world);
  expect(flow.getState()).toMatchObject({ phase: 'recognising', id: 'scan-7' });
  world.resumed[0]?.answer.resolve(doneScan({ id: 'scan-7' }));
  await settle();
  expect(flow.getState().phase).toBe('done');
});

test('a reload while the camera app was open says that the photo was lost, once', () => {
  const world = createFlowWorld();
  begin(world).flow.cameraOpens();
  expect(begin(world).flow.getState()).toEqual({ phase: 'idle', notice: 'reloaded' });
  expect(begin(world).flow.getState()).toEqual({ phase: 'idle' });
});

test('a camera app closed without a photo leaves no trace', () => {
  const world = createFlowWorld();
  const { flow } = begin(world);
  flow.cameraOpens();
  flow.cameraCloses();
  expect(world.word).toBeUndefined();
});

test('stopping and starting again, as StrictMode does, resumes once more', () => {
  const world = createFlowWorld();
  world.word = 'scan-7';
  const { flow, stop } = begin(world);
  stop();
  expect(flow.getState().phase).toBe('idle');
  flow.start();
  expect(flow.getState().phase).toBe('recognising');
  expect(world.word).toBe('scan-7');
});

test('going offline is shown while uploading and forgotten when back', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  world.online = false;
  world.networkChanged();
  expect(flow.getState()).toMatchObject({ phase: 'uploading', waiting: 'offline' });
  world.online = true;
  world.networkChanged();
  expect(flow.getState()).toMatchObject({ phase: 'uploading', waiting: undefined });
});

test('with confirm nothing is filled before the person has confirmed', async () => {
  const world = createFlowWorld();
  const filled: unknown[] = [];
  const fill = (scan: ReturnType<typeof doneScan>) => {
    filled.push(scan.fields.name);
    return { filled: ['name'], skipped: [], undo: () => filled.push('undone') };
  };
  const { flow } = await uploading(world, { confirm: true, loadFill: async () => fill });
  uploadOf(world).resolve(doneScan());
  await settle();
  expect(flow.getState().phase).toBe('review');
  flow.edit('name', '张四');
  expect(filled).toEqual([]);
  flow.confirm();
  expect(flow.getState().phase).toBe('done');
  expect(filled).toEqual(['张四']);
});

test('an edit after filling replaces what was filled; after undo it fills no more', async () => {
  const world = createFlowWorld();
  const log: unknown[] = [];
  const fill = (scan: ReturnType<typeof doneScan>) => {
    log.push(scan.fields.name);
    return { filled: ['name'], skipped: [], undo: () => log.push('undone') };
  };
  const { flow } = await uploading(world, { loadFill: async () => fill });
  uploadOf(world).resolve(doneScan());
  await settle();
  flow.edit('name', '张四');
  flow.undo();
  flow.edit('name', '张五');
  expect(log).toEqual(['张三', 'undone', '张四', 'undone']);
  expect(flow.getState()).toMatchObject({ undone: true, fields: { name: '张五' } });
});

test('what fills the form is fetched as soon as a photo is chosen, and not for a file that is none', async () => {
  const world = createFlowWorld();
  let asked = 0;
  const loadFill = async () => {
    asked++;
    return () => undefined;
  };
  world.hints = ['blur'];
  const { flow } = await uploading(world, { loadFill });
  expect(flow.getState().phase).toBe('hint');
  expect(asked).toBe(1);
  world.verdict = { ok: false, code: 'image-format', params: { format: 'pdf' }, detail: '' };
  await uploading(world, { loadFill });
  expect(asked).toBe(1);
});

test('a scan is shown even where the code that fills the form cannot be loaded', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world, { loadFill: () => Promise.reject(new Error('chunk')) });
  uploadOf(world).resolve(doneScan());
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'done', fields: { name: '张三' } });
});

test('the form is filled as soon as that code has come after all, and until then a reload picks the scan up', async () => {
  const world = createFlowWorld();
  let there = false;
  const fill = () => ({ filled: ['name'], skipped: [], undo: () => undefined });
  const { flow } = await uploading(world, {
    loadFill: () => (there ? Promise.resolve(fill) : Promise.reject(new Error('chunk'))),
  });
  uploadOf(world).onScan('scan-1');
  uploadOf(world).resolve(doneScan());
  await settle();
  expect(flow.getState()).not.toMatchObject({ filled: { filled: ['name'] } });
  expect(world.word).toBe('scan-1');
  there = true;
  await flow.fillLate();
  expect(flow.getState()).toMatchObject({ phase: 'done', filled: { filled: ['name'] } });
  expect(world.word).toBe('+scan-1');
});

test('a reload while the person confirms picks the scan up again; afterwards it is brought back', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world, { confirm: true });
  uploadOf(world).onScan('scan-1');
  uploadOf(world).resolve(doneScan());
  await settle();
  expect(world.word).toBe('scan-1');
  flow.confirm();
  expect(world.word).toBe('+scan-1');
});

test('a scan under way ends where it began, and the next one goes where the page now says', async () => {
  const [old, other] = [createFlowWorld(), createFlowWorld()];
  let now = old;
  const flow = createScanFlow(() => now.services, { card: 'id-card-front' });
  flow.start();
  flow.choose(photo());
  await settle();
  uploadOf(old).onScan('scan-1');
  now = other;
  flow.pickUp();
  uploadOf(old).resolve(doneScan());
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'done' });
  expect([old.word, other.word]).toEqual(['+scan-1', undefined]);
  flow.choose(photo());
  await settle();
  expect(old.removed).toEqual(['scan-1']);
  expect(old.uploads).toHaveLength(1);
  expect(other.uploads).toHaveLength(1);
});

test('a photo that was not sent yet goes to the new place when it is tried again', async () => {
  const [old, other] = [createFlowWorld(), createFlowWorld()];
  let now = old;
  const flow = createScanFlow(() => now.services, { card: 'id-card-front' });
  flow.choose(photo());
  await settle();
  uploadOf(old).reject(new ScanError('network'));
  await settle();
  now = other;
  flow.retry();
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'uploading' });
  expect(other.uploads).toHaveLength(1);
});

test('what an address left over a reload is picked up when the page names it late', async () => {
  const [unnamed, named] = [createFlowWorld(), createFlowWorld()];
  named.word = 'scan-7';
  let now = unnamed;
  const flow = createScanFlow(() => now.services, { card: 'id-card-front' });
  flow.start();
  now = named;
  flow.pickUp();
  await settle();
  expect(named.resumed.map(({ id }) => id)).toEqual(['scan-7']);
});

test('a wrong drop takes nothing away: neither a photo on its way nor what was read', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  const many = { code: 'too-many-files', retry: 'photo', params: {} } as const;
  flow.refuse(many);
  expect(flow.getState().phase).toBe('uploading');
  uploadOf(world).resolve(doneScan());
  await settle();
  flow.refuse(many);
  expect(flow.getState()).toMatchObject({ phase: 'done', fields: { name: '张三' }, refused: many });
  flow.clear();
  flow.refuse(many);
  expect(flow.getState()).toMatchObject({ phase: 'refused', failure: many });
});

test('what was read gives way to another photo, not to a file that is none', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).onScan('scan-1');
  uploadOf(world).resolve(doneScan());
  await settle();
  const before = flow.photo();
  world.verdict = { ok: false, code: 'image-format', params: { format: 'pdf' }, detail: '' };
  flow.choose(new File(['%PDF'], 'card.pdf'));
  await settle();
  expect(flow.getState()).toMatchObject({
    phase: 'done',
    fields: { name: '张三' },
    refused: { code: 'image-format', params: { format: 'pdf' } },
  });
  expect([world.removed, flow.photo() === before]).toEqual([[], true]);
  // Whoever goes on with what was read has heard it.
  flow.edit('name', '李四');
  expect(flow.getState()).toMatchObject({ fields: { name: '李四' }, refused: undefined });
  flow.refuse({ code: 'too-many-files', retry: 'photo', params: {} });
  flow.undo();
  expect(flow.getState()).toMatchObject({ undone: true, refused: undefined });
  world.verdict = goodImage;
  flow.choose(new File(['original'], 'other.jpg'));
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'uploading' });
  expect(world.removed).toEqual(['scan-1']);
  uploadOf(world, 1).resolve(doneScan());
  await settle();
  expect(flow.getState()).not.toHaveProperty('refused');
});

test('a field edited away is gone', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).resolve(doneScan());
  await settle();
  flow.edit('address', undefined);
  const state = flow.getState();
  expect('fields' in state && Object.keys(state.fields)).not.toContain('address');
});

test('a new photo replaces the one on its way and erases the old scan', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).onScan('scan-1');
  flow.choose(photo());
  await settle();
  expect(uploadOf(world).signal.aborted).toBe(true);
  expect(world.removed).toEqual(['scan-1']);
  uploadOf(world).resolve(doneScan());
  await settle();
  expect(flow.getState().phase).toBe('uploading');
});

test('the whole photo can be sent at any time, as another scan: nothing is cut off then, and the cut one is erased', async () => {
  const world = createFlowWorld();
  const handed: unknown[] = [];
  const { prepare } = world.services;
  world.services.prepare = (file, options) => {
    handed.push(options.whole);
    return prepare(file, options);
  };
  const { flow, phases } = await uploading(world);
  uploadOf(world).onScan('scan-1');
  flow.sendWhole();
  await settle();
  expect(handed).toEqual([undefined, true]);
  expect(world.removed).toEqual(['scan-1']);
  expect(uploadOf(world, 1).key).not.toBe(uploadOf(world).key);
  expect(uploadOf(world).signal.aborted).toBe(true);
  uploadOf(world, 1).resolve(doneScan());
  await settle();
  // Also of what was read.
  flow.sendWhole();
  await settle();
  expect(handed).toEqual([undefined, true, true]);
  expect(phases.slice(-3)).toEqual(['inspecting', 'preparing', 'uploading']);
  // The next photo is cut again.
  flow.choose(photo());
  await settle();
  expect(handed.at(-1)).toBeUndefined();
});

test('a GIF that moves is read with a word about its first picture', async () => {
  const world = createFlowWorld();
  world.verdict = goodImage.ok ? { ...goodImage, image: { ...goodImage.image, animated: true } } : goodImage;
  const { flow } = await uploading(world);
  uploadOf(world).resolve(doneScan());
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'done', notice: 'animated' });
});

test('without the consent that is asked for nothing is prepared or sent; the photo is kept, and goes when it comes', async () => {
  const world = createFlowWorld();
  world.prepareAtOnce = false;
  let consent: Consent | null = null;
  const { flow, phases } = await uploading(world, {
    get consent() {
      return consent;
    },
  });
  expect(flow.getState()).toMatchObject({ phase: 'consent', image: flow.photo() });
  flow.heedConsent();
  await settle();
  expect([world.prepared, world.uploads, world.word]).toEqual([[], [], undefined]);
  consent = { version: 'v1', at: 5 };
  world.prepareAtOnce = true;
  flow.heedConsent();
  await settle();
  expect(uploadOf(world).consent).toEqual({ version: 'v1', at: 5 });
  expect(phases).toEqual(['inspecting', 'consent', 'preparing', 'uploading']);
});

test('a consent that is taken back holds what has not arrived, and the next photo', async () => {
  const world = createFlowWorld();
  let consent: Consent | null = { version: 'v1', at: 5 };
  const { flow } = await uploading(world, {
    get consent() {
      return consent;
    },
  });
  consent = null;
  flow.heedConsent();
  expect(flow.getState()).toMatchObject({ phase: 'consent', image: uploadOf(world).file });
  expect(uploadOf(world).signal.aborted).toBe(true);
  consent = { version: 'v1', at: 9 };
  flow.heedConsent();
  await settle();
  // The same photo, whether or not it arrived before.
  expect(uploadOf(world, 1)).toMatchObject({ key: uploadOf(world).key, consent: { at: 9 } });
  uploadOf(world, 1).onScan('scan-1');
  consent = null;
  flow.heedConsent();
  uploadOf(world, 1).resolve(doneScan());
  await settle();
  expect(flow.getState().phase).toBe('done');
  flow.choose(photo());
  await settle();
  expect(flow.getState().phase).toBe('consent');
  expect(world.uploads).toHaveLength(2);
  flow.clear();
  expect(flow.getState()).toMatchObject({ phase: 'idle' });
});

test('after a reload what was read is brought back, quietly, and fills the form again', async () => {
  const world = createFlowWorld();
  world.word = '+scan-1';
  const fill = vi.fn(() => ({ filled: ['name'], skipped: [], undo: () => undefined }));
  const { flow, phases, stop } = begin(world, { loadFill: async () => fill });
  expect(flow.getState()).toEqual({ phase: 'idle' });
  stop();
  flow.start();
  expect(world.resumed.map(({ id }) => id)).toEqual(['scan-1', 'scan-1']);
  for (const { answer } of world.resumed) answer.resolve(doneScan());
  await settle();
  expect(phases).toEqual(['done']);
  expect(flow.getState()).toMatchObject({ fields: { name: '张三' }, filled: { filled: ['name'] } });
  expect(fill).toHaveBeenCalledTimes(1);
  expect(world.word).toBe('+scan-1');
  flow.clear();
  expect([world.word, world.removed]).toEqual([undefined, ['scan-1']]);
});

test('a view that is taken out of the page once all is read begins anew', async () => {
  const world = createFlowWorld();
  const { flow, stop } = await uploading(world);
  uploadOf(world).resolve(doneScan());
  await settle();
  expect([flow.getState().phase, world.word]).toEqual(['done', '+scan-1']);
  stop();
  expect(world.word).toBeUndefined();
  expect(begin(world).flow.getState()).toEqual({ phase: 'idle' });
});

test('what the person had taken back is brought back and fills nothing', async () => {
  const world = createFlowWorld();
  const fill = vi.fn(() => ({ filled: ['name'], skipped: [], undo: () => undefined }));
  const first = await uploading(world, { loadFill: async () => fill });
  uploadOf(world).resolve(doneScan());
  await settle();
  first.flow.undo();
  expect(world.word).toBe('~scan-1');
  const { flow } = begin(world, { loadFill: async () => fill });
  world.resumed[0]?.answer.resolve(doneScan());
  await settle();
  expect(flow.getState()).toMatchObject({ phase: 'done', undone: true, fields: { name: '张三' } });
  expect(fill).toHaveBeenCalledTimes(1);
  flow.edit('name', '李四');
  expect(fill).toHaveBeenCalledTimes(1);
});

test.each([
  ['scan-not-found', undefined],
  ['session-missing', undefined],
  ['network', '+scan-1'],
] as const)(
  'what cannot be brought back (%s) is not spoken of; it is forgotten where it is gone',
  async (code, word) => {
    const world = createFlowWorld();
    world.word = '+scan-1';
    const { flow, phases } = begin(world);
    world.resumed[0]?.answer.reject(new ScanError(code));
    await settle();
    expect([flow.getState(), phases, world.word]).toEqual([{ phase: 'idle' }, [], word]);
  },
);

test('a photo chosen while something is brought back counts, and the former scan goes', async () => {
  const world = createFlowWorld();
  world.word = '+scan-1';
  const { flow } = await uploading(world);
  world.resumed[0]?.answer.resolve(doneScan());
  await settle();
  expect(flow.getState().phase).toBe('uploading');
  expect([world.removed, world.word]).toEqual([['scan-1'], undefined]);
});

test('a photo on which nothing was found is not brought back', async () => {
  const world = createFlowWorld();
  const { flow } = await uploading(world);
  uploadOf(world).onScan('scan-1');
  uploadOf(world).resolve(doneScan({ recognised: false, fields: {} }));
  await settle();
  expect(flow.getState().phase).toBe('done');
  expect(world.word).toBeUndefined();
});

test('a scan made elsewhere is picked up with its photo, also where a page may remember nothing', async () => {
  const world = createFlowWorld();
  const forgetful = { ...world.services, memory: { load: () => undefined, save: () => undefined } };
  const flow = createScanFlow(() => forgetful, { card: 'id-card-front' });
  flow.start();
  const file = photo();
  flow.keep('made elsewhere', file);
  expect(flow.getState().phase).toBe('idle');
  flow.pickUp();
  expect(flow.getState()).toMatchObject({ phase: 'recognising', image: file });
  expect(flow.photo()).toBe(file);
  world.resumed[0]?.answer.resolve(doneScan());
  await settle();
  expect(world.resumed.map(({ id }) => id)).toEqual(['made elsewhere']);
  expect(flow.getState()).toMatchObject({ phase: 'done', image: file });
});
