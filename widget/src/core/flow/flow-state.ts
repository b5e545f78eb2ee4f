import type { CardName, DoneScan, Fields, FieldValue } from '@scanfill/proxy/contract';
import type { Retry, ScanErrorCode } from '../base/scan-error.ts';
import type { Waiting } from '../client/requester.ts';
import type { Hint } from '../hints.ts';
import type { Pages } from '../open/pages.ts';

/**
 * Why a photo was refused or a scan failed: a code to look a text up by, who may try again, and figures for the text.
 */
export type Failure = {
  readonly code: ScanErrorCode | 'too-many-files';
  readonly retry: Retry;
  readonly params: Readonly<Record<string, string | number>>;
  /** `locked`, `pages`, `slow`: what is wrong with a file that might have been opened. */
  readonly why?: string | undefined;
};

/**
 * What the person is told beside the phase. `reloaded`: the page was reloaded while the camera app was open, the photo
 * is gone.
 */
export type Notice = 'animated' | 'cancelled' | 'removed' | 'reloaded';

/** What filling the page's form did. */
export type Filled = {
  readonly filled: readonly unknown[];
  /**
   * Inputs left alone: a person had `typed` something, they are `locked`, the value is `unsuitable` for them, or the
   * page `refused` it.
   */
  readonly skipped: readonly Skipped[];
  /** Fields of the card for which the form has no place. */
  readonly missing?: readonly string[];
  /** Takes it back; resolves with what the page offers no way to take back. */
  undo(): unknown;
};

/** An input left alone; `label` is what the page calls it. */
export type Skipped = { readonly reason: string; readonly label?: string; readonly element?: HTMLElement };

/** The bytes sent so far; `total` 0 while unknown. */
export type Sent = { readonly loaded: number; readonly total: number };

/**
 * Where a card's scan stands. `image` is the photo as it may be shown: the prepared one as soon as there is one, absent
 * after a reload. `inspecting` with `pages` waits for the person to choose one; `consent` waits for the person to
 * consent, `review` for `confirm()`, `done` is final (its fields may still be edited).
 */
export type FlowState<C extends CardName = CardName> =
  | { readonly phase: 'idle'; readonly notice?: Notice | undefined }
  | { readonly phase: 'inspecting'; readonly name: string; readonly pages?: Pages | undefined }
  | { readonly phase: 'refused'; readonly failure: Failure }
  | { readonly phase: 'hint'; readonly image: Blob; readonly hints: readonly Hint[] }
  | { readonly phase: 'consent'; readonly image?: Blob | undefined }
  | { readonly phase: 'preparing'; readonly image?: Blob | undefined }
  | {
      readonly phase: 'uploading';
      readonly image?: Blob | undefined;
      readonly sent: Sent;
      readonly waiting?: Waiting | undefined;
    }
  | {
      readonly phase: 'recognising';
      readonly image?: Blob | undefined;
      readonly id?: string | undefined;
      readonly waiting?: Waiting | undefined;
    }
  | {
      readonly phase: 'review' | 'done';
      readonly image?: Blob | undefined;
      readonly scan: DoneScan<C>;
      /** As read, then as edited. */
      readonly fields: Fields<C>;
      readonly notice?: Notice | undefined;
      /** Present once the page's form was filled. */
      readonly filled?: Filled | undefined;
      /** The page's form is being filled: what came of it is not known yet. */
      readonly filling?: boolean | undefined;
      /** The filling was taken back. */
      readonly undone?: boolean | undefined;
      /** What the page calls those inputs that it offers no way to empty again; absent until each was looked at. */
      readonly stayed?: readonly string[] | undefined;
      /** Why the file chosen last could not take this one's place; until the person goes on with what was read. */
      readonly refused?: Failure | undefined;
    }
  | { readonly phase: 'failed'; readonly image?: Blob | undefined; readonly failure: Failure };

/** The name of a phase. */
export type Phase = FlowState['phase'];

/** The phases in which something is going on that the person waits for. */
export type BusyPhase = 'inspecting' | 'preparing' | 'uploading' | 'recognising';

/** Whether a photo is on its way. */
export function isBusy(phase: Phase): phase is BusyPhase {
  return phase === 'inspecting' || phase === 'preparing' || phase === 'uploading' || phase === 'recognising';
}

/** What filling the form has done by now. */
export type Begun = { readonly filled?: Filled | undefined; readonly filling?: boolean | undefined };

/** What happens to a flow, whoever caused it. */
export type FlowEvent<C extends CardName = CardName> =
  | { readonly type: 'chosen'; readonly name: string; readonly pages?: Pages | undefined }
  | { readonly type: 'refused'; readonly failure: Failure }
  | { readonly type: 'hinted'; readonly image: Blob; readonly hints: readonly Hint[] }
  | { readonly type: 'asked'; readonly image?: Blob }
  | { readonly type: 'preparing' }
  | { readonly type: 'prepared'; readonly image: Blob }
  | { readonly type: 'sent'; readonly sent: Sent }
  | { readonly type: 'received'; readonly id?: string | undefined; readonly image?: Blob | undefined }
  | { readonly type: 'waiting'; readonly waiting: Waiting | undefined }
  | ({
      readonly type: 'read';
      readonly scan: DoneScan<C>;
      readonly confirm: boolean;
      readonly notice?: Notice | undefined;
      readonly undone?: boolean | undefined;
    } & Begun)
  | { readonly type: 'failed'; readonly failure: Failure }
  | ({ readonly type: 'edited'; readonly fields: Fields<C> } & Begun)
  | ({ readonly type: 'confirmed' } & Begun)
  | { readonly type: 'filled'; readonly filled: Filled }
  | { readonly type: 'undone'; readonly stayed?: readonly string[] | undefined }
  | { readonly type: 'cleared'; readonly notice?: Notice | undefined };

/**
 * The next state. Pure; an event that makes no sense in a state leaves it as it is (and identical, so nobody
 * re-renders).
 */
export function reduceFlow<C extends CardName>(state: FlowState<C>, event: FlowEvent<C>): FlowState<C> {
  const image = 'image' in state ? state.image : undefined;
  switch (event.type) {
    case 'chosen':
      return { phase: 'inspecting', name: event.name, pages: event.pages };
    case 'refused':
      // What was read is not lost to a slip.
      return 'scan' in state ? { ...state, refused: event.failure } : { phase: 'refused', failure: event.failure };
    case 'hinted':
      return state.phase === 'inspecting' ? { phase: 'hint', image: event.image, hints: event.hints } : state;
    case 'asked':
      return { phase: 'consent', image: event.image ?? image };
    case 'preparing':
      return { phase: 'preparing', image };
    case 'prepared':
      return { phase: 'uploading', image: event.image, sent: { loaded: 0, total: event.image.size } };
    case 'sent':
      return state.phase === 'uploading' ? { ...state, sent: event.sent } : state;
    case 'received':
      return state.phase === 'recognising' && state.id === event.id
        ? state
        : { phase: 'recognising', image: image ?? event.image, id: event.id };
    case 'waiting':
      return (state.phase === 'uploading' || state.phase === 'recognising') && state.waiting !== event.waiting
        ? { ...state, waiting: event.waiting }
        : state;
    case 'read': {
      const { scan, notice, filled, filling, undone } = event;
      return {
        phase: event.confirm ? 'review' : 'done',
        image,
        scan,
        fields: scan.fields as Fields<C>,
        notice,
        filled,
        filling,
        undone,
      };
    }
    case 'failed':
      return { phase: 'failed', image, failure: event.failure };
    case 'edited':
      return 'scan' in state
        ? {
            ...state,
            fields: event.fields,
            filled: event.filled ?? state.filled,
            filling: event.filling,
            refused: undefined,
          }
        : state;
    case 'confirmed':
      return state.phase === 'review'
        ? { ...state, phase: 'done', filled: event.filled, filling: event.filling, refused: undefined }
        : state;
    case 'filled':
      return state.phase === 'done' && !state.undone ? { ...state, filled: event.filled, filling: false } : state;
    case 'undone':
      return state.phase === 'done'
        ? {
            ...state,
            filled: undefined,
            filling: false,
            undone: true,
            stayed: event.stayed,
            refused: undefined,
          }
        : state;
    case 'cleared':
      return { phase: 'idle', notice: event.notice };
  }
}

/** The fields with one of them changed; undefined takes it away. */
export function withField<C extends CardName>(
  fields: Fields<C>,
  name: string,
  value: FieldValue | undefined,
): Fields<C> {
  const { [name]: _old, ...others } = fields as Record<string, FieldValue>;
  return (value === undefined ? others : { ...others, [name]: value }) as Fields<C>;
}
