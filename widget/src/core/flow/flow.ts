import type { CardName, FieldValue } from '@scanfill/proxy/contract';
import type { Consent } from '../consent.ts';
import { createAttempts } from './attempt.ts';
import { createFilling, type Fill } from './filling.ts';
import type { FlowServices } from './flow-services.ts';
import type { Failure, FlowState } from './flow-state.ts';
import { createStates } from './states.ts';

export type FlowOptions<C extends CardName> = {
  readonly card: C;
  /** Wait for `confirm()` before the scan counts as done; asked when a scan has been read. */
  readonly confirm?: boolean;
  /**
   * Loads what fills the page's form: called as soon as a photo is chosen, so that its code is there when it is wanted.
   */
  readonly loadFill?: () => Promise<Fill<C>>;
  /** What the person has consented to; null while they still have to: no photo is prepared or sent before. */
  readonly consent?: Consent | null | undefined;
  /** Advice before sending is given at most this often; 2 unless told, 0 for never. */
  readonly maxHints?: number;
};

/** The steps from a chosen photo to a confirmed scan, without any view. */
export type ScanFlow<C extends CardName = CardName> = {
  getState(): FlowState<C>;
  /** Calls back after every change; gives the way to stop. */
  subscribe(listener: () => void): () => void;
  /**
   * Picks up what a reload interrupted, brings back what was read before it, and watches the network. Gives the way to
   * stop; may be started again.
   */
  start(): () => void;
  /** Picks up what a reload left, where nothing is going on; for a page that names another service. */
  pickUp(): void;
  /**
   * Notes a scan of this card that was made elsewhere, and its photo where that is at hand, so that it is picked up now
   * or after a reload.
   */
  keep(scanId: string, photo?: File): void;
  choose(file: File): void;
  /** Sends a photo in spite of the hints. */
  useAnyway(): void;
  /** Sends the photo anew as another scan, with all that is around the card; see `crop`. */
  sendWhole(): void;
  /** Call when `consent` has changed: a photo that waits for it goes on, one that has not arrived yet waits again. */
  heedConsent(): void;
  cancel(): void;
  retry(): void;
  /**
   * Back to the beginning; the scan and its image are erased from the service too, which is said unless what was read
   * `isMoved` elsewhere.
   */
  clear(isMoved?: boolean): void;
  /** Changes a field, and the page's form with it unless it `isThere` already. */
  edit(field: string, value: FieldValue | undefined, isThere?: boolean): void;
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

/**
 * The flow of one upload. A page may name other services at any time: a photo that was sent is followed and erased
 * where it went, the next one goes to the new ones.
 */
export function createScanFlow<C extends CardName>(
  servicesNow: () => FlowServices,
  options: FlowOptions<C>,
): ScanFlow<C> {
  const states = createStates<C>();
  const filling = createFilling(options, states, ({ id, recognised }, undone) =>
    attempts.services().memory.save(recognised ? (undone ? '~' : '+') + id : undefined),
  );
  const attempts = createAttempts(options, states, filling, servicesNow);
  return { getState: states.get, subscribe: states.subscribe, ...attempts.deeds, ...filling.deeds };
}
