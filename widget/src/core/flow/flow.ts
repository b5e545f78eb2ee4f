import type { CardName, DoneScan, FailedScan, FieldValue } from '@scanfill/proxy/contract';
import type { FlowProgress, FlowServices } from './flow-services.ts';
import {
  type Failure,
  type Filled,
  type FlowEvent,
  type FlowState,
  type Notice,
  reduceFlow,
  withField,
} from './flow-state.ts';

export type FlowOptions<C extends CardName> = {
  readonly card: C;
  /** Wait for `confirm()` before the scan counts as done; asked when a scan has been read. */
  readonly confirm?: boolean;
  /** Loads what fills the page's form: called while the card is being read, so that its code is there when it is wanted. */
  readonly loadFill?: () => Promise<(scan: DoneScan<C>) => Filled | undefined>;
  /** Advice before sending is given at most this often; 2 unless told, 0 for never. */
  readonly maxHints?: number;
};

/** The steps from a chosen photo to a confirmed scan, without any view. */
export type ScanFlow<C extends CardName = CardName> = {
  getState(): FlowState<C>;
  /** Calls back after every change; gives the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Picks up what a reload interrupted, and watches the network. Gives the way to stop; may be started again. */
  start(): () => void;
  /** Picks up what a reload interrupted, where nothing is going on; for a page that names another service. */
  pickUp(): void;
  choose(file: File): void;
  /** Sends a photo in spite of the hints. */
  useAnyway(): void;
  cancel(): void;
  retry(): void;
  /** Back to the beginning; the scan and its image are erased from the service too. */
  clear(): void;
  edit(field: string, value: FieldValue | undefined): void;
  confirm(): void;
  /** Takes back what was filled into the page's form. */
  undo(): void;
  /** Fills the page's form where the code for it could not be loaded when the card was read. */
  fillLate(): Promise<void>;
  /** Refuses a choice that is no single file; without effect while a photo is on its way. What was read stays. */
  refuse(failure: Failure): void;
  /** Call before the camera app opens: a phone may reload the page under memory pressure. */
  cameraOpens(): void;
  /** Call when the camera app was closed without a photo. */
  cameraCloses(): void;
  /** The photo as it was chosen, for sending it as another card; absent after a reload. */
  photo(): File | undefined;
};

const cameraWord = 'camera';

/**
 * Lays the effects around the pure reducer. Every run has its own AbortController; whatever a stale run answers is dropped. A page may name
 * other services at any time: a photo that was sent is followed and erased where it went, the next one goes to the new ones.
 */
export function createScanFlow<C extends CardName>(
  servicesNow: () => FlowServices,
  options: FlowOptions<C>,
): ScanFlow<C> {
  const { card, maxHints = 2, loadFill } = options;
  let services = servicesNow();
  const listeners = new Set<() => void>();
  let state: FlowState<C> = { phase: 'idle' };
  let run = new AbortController();
  let photo: File | undefined;
  // Kept so that a retry sends the same bytes under the same key: they are the same scan to the service.
  let prepared: File | undefined;
  let key = '';
  let scanId: string | undefined;
  let hintsGiven = 0;
  let notice: Notice | undefined;
  let filling: Promise<void> | undefined;
  let fill: ((scan: DoneScan<C>) => Filled | undefined) | undefined;

  const dispatch = (event: FlowEvent<C>): void => {
    const next = reduceFlow(state, event);
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const keep = (id: string | undefined): void => {
    scanId = id;
    services.memory.save(id);
  };
  const look = (): void => {
    if (scanId === undefined) services = servicesNow();
  };
  /** Erasing is a courtesy to the person's data: the service erases by itself when it cannot be reached now. */
  const forget = (): void => {
    if (scanId !== undefined) services.client.remove(scanId).catch(() => undefined);
    keep(undefined);
    prepared = undefined;
    look();
  };
  /** Ends the present run and starts one whose answers count. */
  const begin = (work: (signal: AbortSignal) => Promise<void>): void => {
    run.abort();
    run = new AbortController();
    const { signal } = run;
    work(signal).catch((error: unknown) => {
      if (!signal.aborted) fail(services.failureOf(error));
    });
  };
  const fail = (failure: Failure): void => {
    // A scan that may still end is picked up by retry(); any other end forgets it.
    if (failure.retry !== 'same') keep(undefined);
    dispatch({ type: 'failed', failure });
  };
  /** A form that cannot be filled, for want of its code, is no reason to withhold what was read. */
  const prepareFill = (): Promise<void> => {
    filling ??= (loadFill?.() ?? Promise.resolve(undefined)).then(
      (loaded) => {
        fill = loaded;
      },
      () => {
        filling = undefined;
      },
    );
    return filling;
  };
  const end = async (signal: AbortSignal, scan: DoneScan | FailedScan): Promise<void> => {
    if (scan.state === 'done') await prepareFill();
    if (signal.aborted) return;
    if (scan.state === 'failed') {
      fail(services.failureOf(scan.problem));
      return;
    }
    const { confirm = false } = options;
    const done = scan as DoneScan<C>;
    // What still waits for the person, or for the code that fills the form, survives a reload.
    if (filling && !confirm) services.memory.save(undefined);
    dispatch({ type: 'read', scan: done, confirm, notice, filled: confirm ? undefined : fill?.(done) });
  };

  const progressOf =
    (signal: AbortSignal) =>
    ({ phase, loaded, total, waiting }: FlowProgress): void => {
      if (signal.aborted || phase === 'prepare') return;
      if (phase === 'upload') dispatch({ type: 'sent', sent: { loaded, total } });
      else dispatch({ type: 'received', id: scanId });
      dispatch({ type: 'waiting', waiting });
    };
  const send = async (file: File, signal: AbortSignal): Promise<void> => {
    look();
    dispatch({ type: 'preparing' });
    const image = prepared ?? (await services.prepare(file, { signal })).file;
    if (signal.aborted) return;
    prepared = image;
    dispatch({ type: 'prepared', image });
    if (!services.network.online()) dispatch({ type: 'waiting', waiting: 'offline' });
    void prepareFill();
    const scan = await services.client.scan(card, image, {
      signal,
      key,
      onProgress: progressOf(signal),
      onScan: (id) => {
        if (signal.aborted) return;
        keep(id);
        dispatch({ type: 'received', id });
      },
    });
    await end(signal, scan);
  };
  const inspect = async (file: File, signal: AbortSignal): Promise<void> => {
    const take = (): void => {
      forget();
      photo = file;
      key = services.newKey();
      dispatch({ type: 'chosen', name: file.name });
    };
    // What was read gives way to a photo only, not to a file that is none.
    const replaces = state.phase === 'review' || state.phase === 'done';
    if (!replaces) take();
    const verdict = await services.inspect(file);
    if (signal.aborted) return;
    if (!verdict.ok)
      return dispatch({
        type: 'refused',
        failure: { code: verdict.code, retry: 'photo', params: { ...verdict.params } },
      });
    if (replaces) take();
    notice = verdict.image.animated ? 'animated' : undefined;
    if (hintsGiven < maxHints) {
      const hints = await services.hints(file, signal).catch(() => []);
      if (signal.aborted) return;
      if (hints.length > 0) {
        hintsGiven++;
        return dispatch({ type: 'hinted', image: file, hints });
      }
    }
    await send(file, signal);
  };
  const follow = async (id: string, signal: AbortSignal): Promise<void> => {
    scanId = id;
    dispatch({ type: 'received', id });
    void prepareFill();
    await end(signal, await services.client.resume(id, { signal, onProgress: progressOf(signal) }));
  };
  const leave = (told?: Notice): void => {
    run.abort();
    forget();
    photo = undefined;
    notice = undefined;
    dispatch({ type: 'cleared', notice: told });
  };

  const pickUp = (): void => {
    if (state.phase !== 'idle') return;
    look();
    const left = services.memory.load();
    if (left === cameraWord) {
      services.memory.save(undefined);
      dispatch({ type: 'cleared', notice: 'reloaded' });
    } else if (left !== undefined) begin((signal) => follow(left, signal));
  };

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pickUp,
    start() {
      pickUp();
      const { network } = services;
      const unwatch = network.watch(() =>
        dispatch({ type: 'waiting', waiting: network.online() ? undefined : 'offline' }),
      );
      return () => {
        unwatch();
        run.abort();
        if (['inspecting', 'preparing', 'uploading', 'recognising'].includes(state.phase))
          dispatch({ type: 'cleared' });
      };
    },
    choose(file) {
      begin((signal) => inspect(file, signal));
    },
    useAnyway() {
      const file = photo;
      if (state.phase === 'hint' && file) begin((signal) => send(file, signal));
    },
    cancel() {
      leave('cancelled');
    },
    retry() {
      if (state.phase !== 'failed') return;
      const id = scanId;
      const file = photo;
      // Under the old key the service would answer with the scan that has failed.
      if (state.failure.retry !== 'same') key = services.newKey();
      if (id !== undefined) begin((signal) => follow(id, signal));
      else if (file) begin((signal) => send(file, signal));
      else leave();
    },
    clear() {
      leave('removed');
    },
    edit(field, value) {
      if (state.phase !== 'review' && state.phase !== 'done') return;
      const fields = withField(state.fields, field, value);
      if (state.phase === 'review' || state.undone) return dispatch({ type: 'edited', fields });
      // Undone first, so that what this flow wrote itself does not look like something a person typed.
      state.filled?.undo();
      dispatch({ type: 'edited', fields, filled: fill?.({ ...state.scan, fields }) });
    },
    confirm() {
      if (state.phase !== 'review') return;
      if (filling) services.memory.save(undefined);
      dispatch({ type: 'confirmed', filled: fill?.({ ...state.scan, fields: state.fields }) });
    },
    async fillLate() {
      await prepareFill();
      if (!filling || state.phase !== 'done' || state.filled || state.undone) return;
      services.memory.save(undefined);
      const filled = fill?.({ ...state.scan, fields: state.fields });
      if (filled) dispatch({ type: 'edited', fields: state.fields, filled });
    },
    undo() {
      if (state.phase !== 'done') return;
      state.filled?.undo();
      dispatch({ type: 'undone' });
    },
    refuse(failure) {
      if (['inspecting', 'preparing', 'uploading', 'recognising'].includes(state.phase)) return;
      run.abort();
      dispatch({ type: 'refused', failure });
    },
    cameraOpens() {
      look();
      services.memory.save(cameraWord);
    },
    cameraCloses() {
      if (services.memory.load() === cameraWord) services.memory.save(undefined);
    },
    photo: () => photo,
  };
}
