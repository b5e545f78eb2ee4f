import type { GatewayCode } from '../wire/gateway-errors.ts';
import type { MiddleboxAnswer } from './middlebox.ts';
import type { OddReply, OddResult } from './odd-replies.ts';

/** What can go wrong with one call. `worked` faults strike after the tasks were created, so their images are billed. */
export type CallFault =
  /** The port stays closed for a while: this connection is cut and new ones are refused. */
  | { readonly kind: 'refuse'; readonly forMs: number }
  | { readonly kind: 'reset'; readonly when: 'before-body' | 'after-body' | 'after-work' }
  /** Head and half of the body, then the connection breaks. */
  | { readonly kind: 'half-answer' }
  /** A complete HTTP answer whose JSON stops in the middle. */
  | { readonly kind: 'cut-json' }
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503; readonly body: boolean; readonly worked: boolean }
  /** Every task answers under a dataId nobody asked for. */
  | { readonly kind: 'wrong-data-id' }
  /** Nothing for so long, then the connection breaks. */
  | { readonly kind: 'silence'; readonly forMs: number; readonly worked: boolean }
  /** Carried out at once, answered whole, but so much later. */
  | { readonly kind: 'late-answer'; readonly forMs: number }
  /** Held up on its way: carried out so much later, whether or not the caller still waits. */
  | { readonly kind: 'late-arrival'; readonly forMs: number }
  /** This and every further call of the operation is throttled for so long. */
  | { readonly kind: 'throttle'; readonly forMs: number }
  /** Something in between answers in Green's place, its clock `skewMs` off. */
  | {
      readonly kind: 'middlebox';
      readonly answer: MiddleboxAnswer;
      readonly worked: boolean;
      readonly skewMs?: number;
    }
  /** Green's own envelope with one code for the whole call. */
  | { readonly kind: 'top-code'; readonly code: number; readonly msg: string; readonly worked: boolean }
  /** The gateway's own refusal. */
  | { readonly kind: 'gateway-code'; readonly code: GatewayCode; readonly worked: boolean }
  /** Carried out, and every entry of the answer says this code; `unnamed` leaves out the task IDs as well. */
  | { readonly kind: 'entry-codes'; readonly code: number; readonly msg: string; readonly unnamed?: boolean }
  /** Carried out, and answered with something too deep, too long or unreadable; `size` as the kind measures it. */
  | { readonly kind: 'odd-reply'; readonly how: OddReply; readonly size: number };

/** What can go wrong with the notification of one task; what is not true comes before the true one. */
export type CallbackFault = {
  readonly kind: 'callback';
  readonly how:
    | 'twice'
    | 'many'
    | 'early'
    | 'late'
    | 'never'
    | 'forged'
    | 'forged-failure'
    | 'foreign'
    | 'other-task'
    | 'wrong-path';
  /** How late. Default 5 s. */
  readonly forMs?: number;
  /** How often, for `many`. Default 16. */
  readonly times?: number;
};

/** What can go wrong with one task. */
export type TaskFault =
  /** Refused at submission with this code, without a task id. */
  | { readonly kind: 'refused-task'; readonly code: number; readonly msg: string }
  /** Accepted, then ended with this code: at once, or after the image was fetched. */
  | { readonly kind: 'failed-task'; readonly code: number; readonly msg: string; readonly billed: boolean }
  | { readonly kind: 'slow-download'; readonly forMs: number }
  /**
   * 480 (592 where told), after the image was not asked for, or was in truth fetched in part or whole; billed where
   * told.
   */
  | {
      readonly kind: 'download-failure';
      readonly code?: 480 | 592;
      readonly fetched?: 'no' | 'half' | 'whole';
      readonly billed?: boolean;
    }
  /** `results` says this code about the task for so long after its submission, whatever the truth. */
  | { readonly kind: 'query-trouble'; readonly code: number; readonly msg: string; readonly forMs: number }
  /** Recognised, with fields that are too deep or too long; `size` in levels or characters. */
  | { readonly kind: 'odd-result'; readonly how: OddResult; readonly size: number }
  | CallbackFault;

/** A short name for the ledger. */
export function faultName(fault: CallFault | TaskFault): string {
  const worked = 'worked' in fault && fault.worked ? '-worked' : '';
  switch (fault.kind) {
    case 'reset':
      return `reset-${fault.when}`;
    case 'status':
      return `status-${fault.status}${fault.body ? '' : '-empty'}${worked}`;
    case 'silence':
      return `silence${worked}`;
    case 'middlebox':
      return `middlebox-${fault.answer}${worked}`;
    case 'top-code':
    case 'gateway-code':
      return `${fault.kind}-${fault.code}${worked}`;
    case 'odd-reply':
    case 'odd-result':
    case 'callback':
      return `${fault.kind}-${fault.how}`;
    case 'refused-task':
    case 'failed-task':
    case 'entry-codes':
    case 'query-trouble':
      return `${fault.kind}-${fault.code}`;
    case 'download-failure':
      return `${fault.kind}${fault.fetched === undefined || fault.fetched === 'no' ? '' : `-${fault.fetched}`}`;
    default:
      return fault.kind;
  }
}

/** How the gateway's nodes remember used nonces: all together, each for itself, or not at all. */
export type NonceMemory = 'shared' | 'own' | 'none';

/**
 * Decides what goes wrong, and when. `call` and `task` are asked once for each call and task, with its number counted
 * from 1. `sinceMs` counts from the stand-in's making. Everything must answer from nothing but its arguments, so that a
 * run can be repeated.
 */
export type FaultPlan = {
  call(operation: string, number: number, sinceMs: number): CallFault | undefined;
  task(number: number): TaskFault | undefined;
  /** How far Green's clock is from the true one, in milliseconds. Default 0. */
  skewMs?(sinceMs: number): number;
  /** Takes precedence over the memory the nodes were set up with. */
  nonceMemory?(sinceMs: number): NonceMemory | undefined;
};

/** Nothing goes wrong. */
export const noFaults: FaultPlan = { call: () => undefined, task: () => undefined };
