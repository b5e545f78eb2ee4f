import type { CardName, DoneScan, Fields, FieldValue } from '@scanfill/proxy/contract';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { SessionSource } from '../core/client/session.ts';
import type { Consent } from '../core/consent.ts';
import { createBrowserServices } from '../core/flow/browser-services.ts';
import type { FillPageOptions } from '../core/flow/fill-page.ts';
import { createScanFlow, type ScanFlow } from '../core/flow/flow.ts';
import type { FlowServices } from '../core/flow/flow-services.ts';
import type { Failure, Filled, FlowState } from '../core/flow/flow-state.ts';
import { prefetch } from './prefetch.ts';
import { loadReview } from './review/load-review.ts';

export type CardScanOptions<C extends CardName> = FillPageOptions<C> & {
  readonly card: C;
  /** Where the proxy is, as `/scanfill` or `https://kyc.example/scanfill`. */
  readonly endpoint: string;
  /** Gives a session token, as the page's backend minted it; asked again when one has expired. */
  readonly session: SessionSource;
  /** Wait for `confirm()` before the scan counts as done. */
  readonly confirm?: boolean | undefined;
  /** What the person has consented to; null while they still have to: nothing is sent before. Absent: not asked for. */
  readonly consent?: Consent | null | undefined;
  /**
   * `card`: where one card is found in the photo, only that is sent, cut out and straight; the person can send all of
   * the photo.
   */
  readonly crop?: 'card' | undefined;
  /** Tells two uploads of the same card on one page apart, over a reload. */
  readonly slot?: string | undefined;
  /** The scan is done (and confirmed, where asked for). */
  readonly onDone?: ((scan: DoneScan<C>) => void) | undefined;
  /** The fields changed: read, edited, or gone with the photo. */
  readonly onChange?: ((fields: Fields<C> | undefined) => void) | undefined;
  readonly onFilled?: ((filled: Filled) => void) | undefined;
  readonly onFailed?: ((failure: Failure) => void) | undefined;
  readonly onState?: ((state: FlowState<C>) => void) | undefined;
  /** In place of the browser's own services, for tests. */
  readonly services?: FlowServices | undefined;
};

/** A scan without a view: the state and what can be done. */
export type CardScan<C extends CardName = CardName> = Pick<
  ScanFlow<C>,
  'choose' | 'useAnyway' | 'cancel' | 'retry' | 'clear' | 'confirm' | 'undo'
> & {
  readonly state: FlowState<C>;
  readonly edit: (field: string, value: FieldValue | undefined) => void;
  readonly flow: ScanFlow<C>;
};

const idle: FlowState<never> = { phase: 'idle' };

/**
 * Holds one card's scan. Another `card` begins anew. `endpoint`, `session`, `slot`, `crop` and `confirm` may change at
 * any time: a scan under way ends where it began, the next one goes to the new place.
 */
export function useCardScan<C extends CardName>(options: CardScanOptions<C>): CardScan<C> {
  const { card, endpoint, slot, crop, consent } = options;
  const latest = useRef(options);
  const own = useMemo(
    () => createBrowserServices({ endpoint, card, slot, crop, session: () => latest.current.session() }),
    [endpoint, card, slot, crop],
  );
  const services = options.services ?? own;
  const servicesNow = useRef(services);
  useEffect(() => {
    latest.current = options;
  });
  const filler = useRef<{ stop(): void }>(undefined);
  const flow: ScanFlow<C> = useMemo(
    () =>
      createScanFlow<C>(() => servicesNow.current, {
        card,
        get confirm() {
          return latest.current.confirm ?? false;
        },
        get consent() {
          return latest.current.consent;
        },
        loadFill: async () => {
          const { createPageFiller } = await loadReview();
          const made = createPageFiller<C>(() => latest.current, flow.photo);
          filler.current = made;
          return made.fill;
        },
      }),
    [card],
  );
  useEffect(() => flow.subscribe(tell(flow, latest)), [flow]);
  useEffect(() => {
    servicesNow.current = services;
    flow.pickUp();
  }, [flow, services]);
  useEffect(() => flow.start(), [flow]);
  useEffect(() => {
    // Undefined where it is not asked for, and never was.
    if (consent !== undefined) flow.heedConsent();
  }, [flow, consent]);
  useEffect(() => prefetch(latest.current), []);
  const state = useSyncExternalStore<FlowState<C>>(flow.subscribe, flow.getState, () => idle);
  const isDone = state.phase === 'done';
  // A photo that was taken away, or a widget that has gone, fills nothing any more.
  useEffect(() => (isDone ? () => filler.current?.stop() : undefined), [isDone]);
  return useMemo(() => ({ ...flow, flow, state }), [flow, state]);
}

/** Calls the page back for every change that matters to it. */
function tell<C extends CardName>(flow: ScanFlow<C>, latest: { readonly current: CardScanOptions<C> }): () => void {
  let before = flow.getState();
  const fieldsOf = (state: FlowState<C>) => ('fields' in state ? state.fields : undefined);
  const filledOf = (state: FlowState<C>) => ('filled' in state ? state.filled : undefined);
  return () => {
    const state = flow.getState();
    const { onState, onChange, onDone, onFilled, onFailed } = latest.current;
    const was = before;
    before = state;
    onState?.(state);
    if (fieldsOf(state) !== fieldsOf(was)) onChange?.(fieldsOf(state));
    const filled = filledOf(state);
    if (filled && filled !== filledOf(was)) onFilled?.(filled);
    if (state.phase === 'done' && (was.phase !== 'done' || was.scan !== state.scan))
      onDone?.({ ...state.scan, fields: state.fields });
    if ((state.phase === 'failed' || state.phase === 'refused') && state.phase !== was.phase) onFailed?.(state.failure);
  };
}
