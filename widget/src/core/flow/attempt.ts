import type { CardName, DoneScan, FailedScan, Inspection } from '@scanfill/proxy/contract';
import type { Progress } from '../client/scan-client.ts';
import type { Pages } from '../open/pages.ts';
import type { Filling } from './filling.ts';
import type { FlowOptions, ScanFlow } from './flow.ts';
import type { FlowServices } from './flow-services.ts';
import { type Failure, isBusy, type Notice } from './flow-state.ts';
import { cameraWord, readMark } from './left-word.ts';
import type { States } from './states.ts';

/** One photo, from its choice until it is gone: what a retry needs to be the same scan, and where that scan is. */
type Attempt = {
  /** Where the photo goes: its scan is followed and erased there, whatever the page names by then. */
  readonly services: FlowServices;
  /** As chosen; absent after a reload. */
  readonly photo?: File | undefined;
  /** What was seen in its header: nobody on its way asks again. */
  readonly inspected?: Inspection | undefined;
  /** The person wants all of the photo sent. */
  readonly whole?: boolean;
  /** Kept so that a retry sends the same bytes under the same key: they are the same scan to the service. */
  readonly prepared?: File | undefined;
  readonly key?: string;
  readonly scanId?: string | undefined;
  /** What the person is told beside the result. */
  readonly notice?: Notice | undefined;
};

/** What moves the attempts of one flow on. */
export type Attempts<C extends CardName> = {
  /** The services of the present attempt: the page's own, as long as nothing was sent. */
  services(): FlowServices;
  readonly deeds: Omit<ScanFlow<C>, keyof Filling<C>['deeds'] | 'getState' | 'subscribe'>;
};

/**
 * Lays the effects of a photo's way, from its choice until it is read, around the pure reducer. Every run has its own
 * AbortController; whatever a stale run answers is dropped.
 */
export function createAttempts<C extends CardName>(
  options: FlowOptions<C>,
  { get, dispatch }: States<C>,
  filling: Filling<C>,
  servicesNow: () => FlowServices,
): Attempts<C> {
  const { card, maxHints = 2 } = options;
  let attempt: Attempt = { services: servicesNow() };
  let run = new AbortController();
  let hintsGiven = 0;

  const note = (changes: Partial<Attempt>): void => {
    attempt = { ...attempt, ...changes };
  };
  const services = (): FlowServices => {
    if (!attempt.scanId) note({ services: servicesNow() });
    return attempt.services;
  };
  const keep = (scanId: string | undefined, photo = attempt.photo): void => {
    note({ scanId, photo });
    attempt.services.memory.save(scanId);
  };
  /** Ends the present run and starts one whose answers count. */
  const begin = (work: (signal: AbortSignal) => Promise<void>): void => {
    run.abort();
    run = new AbortController();
    const { signal } = run;
    work(signal).catch((error: unknown) => {
      if (signal.aborted) return;
      // Whatever the page does wrong with what was read, the reading is there: it must not be paid for again.
      if ('scan' in get()) console.error(error);
      else fail(attempt.services.failureOf(error));
    });
  };
  const fail = (failure: Failure): void => {
    // A scan that may still end is picked up by a retry; any other end forgets it.
    if (failure.retry !== 'same') keep(undefined);
    if (get().phase !== 'idle') dispatch({ type: 'failed', failure });
    else note({ scanId: undefined });
  };
  /** Erasing is a courtesy to the person's data: the service erases by itself when it cannot be reached now. */
  const drop = (): void => {
    const { scanId, services } = attempt;
    if (scanId) services.client.remove(scanId).catch(() => undefined);
    keep(undefined);
    attempt = { services: servicesNow() };
  };

  const inspect = async (chosen: File, signal: AbortSignal): Promise<void> => {
    const take = (pages?: Pages): void => {
      drop();
      note({ photo: chosen, key: attempt.services.newKey() });
      dispatch({ type: 'chosen', name: chosen.name, pages });
    };
    // What was read gives way to a photo only, not to a file that is none.
    const replaces = 'scan' in get();
    if (!replaces) take();
    const verdict = await attempt.services.inspect(chosen, { signal, onPages: take });
    if (signal.aborted) return;
    if (!verdict.ok)
      return dispatch({
        type: 'refused',
        failure: { code: verdict.code, retry: 'photo', params: { ...verdict.params }, why: verdict.why },
      });
    if (replaces) take();
    void filling.load();
    const file = verdict.file ?? chosen;
    note({ photo: file, inspected: verdict, notice: verdict.image.animated ? 'animated' : undefined });
    if (hintsGiven < maxHints) {
      const hints = await attempt.services.hints(file, signal, verdict).catch(() => []);
      if (signal.aborted) return;
      if (hints.length > 0) {
        hintsGiven++;
        return dispatch({ type: 'hinted', image: file, hints });
      }
    }
    await send(file, signal);
  };

  const send = async (file: File, signal: AbortSignal): Promise<void> => {
    if (options.consent === null) return dispatch({ type: 'asked', image: file });
    const to = services();
    dispatch({ type: 'preparing' });
    const { inspected, key = '', whole } = attempt;
    const prepared = attempt.prepared ?? (await to.prepare(file, { signal, inspected, whole })).file;
    if (signal.aborted) return;
    note({ prepared });
    dispatch({ type: 'prepared', image: prepared });
    if (!to.network.online()) dispatch({ type: 'waiting', waiting: 'offline' });
    const onScan = (id: string): void => {
      if (signal.aborted) return;
      keep(id);
      dispatch({ type: 'received', id });
    };
    const consent = options.consent ?? undefined;
    const onProgress = progressOf(signal);
    await end(signal, await to.client.scan(card, prepared, { signal, key, consent, onProgress, onScan }));
  };

  const follow = async (word: string, signal: AbortSignal): Promise<void> => {
    const id = word.replace(readMark, '');
    note({ scanId: id });
    // What was read before a reload is brought back without a word, also where it is gone: nobody has asked for it.
    if (id === word) dispatch({ type: 'received', id, image: attempt.photo });
    void filling.load();
    const scan = await attempt.services.client.resume(id, { signal, onProgress: progressOf(signal) });
    await end(signal, scan, word[0] === '~');
  };

  const progressOf =
    (signal: AbortSignal) =>
    ({ phase, loaded, total, waiting }: Progress): void => {
      if (signal.aborted || phase === 'prepare' || get().phase === 'idle') return;
      if (phase === 'upload') dispatch({ type: 'sent', sent: { loaded, total } });
      else dispatch({ type: 'received', id: attempt.scanId });
      dispatch({ type: 'waiting', waiting });
    };

  const end = async (signal: AbortSignal, scan: DoneScan | FailedScan, undone?: boolean): Promise<void> => {
    if (scan.state === 'done') await filling.load();
    if (signal.aborted) return;
    if (scan.state === 'failed') fail(attempt.services.failureOf(scan.problem));
    else filling.take(scan as DoneScan<C>, attempt.notice, undone);
  };

  const leave = (notice?: Notice): void => {
    run.abort();
    drop();
    dispatch({ type: 'cleared', notice });
  };
  const again = (): void => {
    const { photo, scanId } = attempt;
    if (scanId) begin((signal) => follow(scanId, signal));
    else if (photo) begin((signal) => send(photo, signal));
    else leave();
  };
  const pickUp = (): void => {
    if (get().phase !== 'idle') return;
    const { memory } = services();
    const left = memory.load() ?? attempt.scanId;
    if (left === cameraWord) {
      memory.save(undefined);
      dispatch({ type: 'cleared', notice: 'reloaded' });
    } else if (left) begin((signal) => follow(left, signal));
  };

  return {
    services,
    deeds: {
      pickUp,
      keep,
      start() {
        pickUp();
        const { network } = attempt.services;
        const unwatch = network.watch(() =>
          dispatch({ type: 'waiting', waiting: network.online() ? undefined : 'offline' }),
        );
        return () => {
          unwatch();
          run.abort();
          const { phase } = get();
          if (isBusy(phase)) dispatch({ type: 'cleared' });
          // A view that is taken away begins anew; only a page that goes away as a whole says nothing.
          if (phase === 'done') attempt.services.memory.save(undefined);
        };
      },
      choose: (file) => begin((signal) => inspect(file, signal)),
      useAnyway() {
        if (get().phase === 'hint') again();
      },
      heedConsent() {
        const { phase } = get();
        if (options.consent && phase === 'consent') again();
        if (options.consent === null && (phase === 'preparing' || phase === 'uploading')) {
          run.abort();
          dispatch({ type: 'asked' });
        }
      },
      sendWhole() {
        const { photo, inspected, notice } = attempt;
        if (!photo) return;
        begin(async (signal) => {
          drop();
          note({ photo, inspected, notice, whole: true, key: attempt.services.newKey() });
          dispatch({ type: 'chosen', name: photo.name });
          await send(photo, signal);
        });
      },
      cancel: () => leave('cancelled'),
      retry() {
        const state = get();
        if (state.phase !== 'failed') return;
        // Under the old key the service would answer with the scan that has failed.
        if (state.failure.retry !== 'same') note({ key: attempt.services.newKey() });
        again();
      },
      clear: (isMoved) => leave(isMoved === true ? undefined : 'removed'),
      refuse(failure) {
        if (isBusy(get().phase)) return;
        run.abort();
        dispatch({ type: 'refused', failure });
      },
      cameraOpens() {
        services().memory.save(cameraWord);
      },
      cameraCloses() {
        const { memory } = attempt.services;
        if (memory.load() === cameraWord) memory.save(undefined);
      },
      photo: () => attempt.photo,
    },
  };
}
