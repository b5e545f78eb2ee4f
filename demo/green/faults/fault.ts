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
  /** This and every further call of the operation is throttled for so long. */
  | { readonly kind: 'throttle'; readonly forMs: number };

/** What can go wrong with one task. */
export type TaskFault =
  /** Refused at submission with this code, without a task id. */
  | { readonly kind: 'refused-task'; readonly code: number; readonly msg: string }
  /** Accepted, then ended with this code: at once, or after the image was fetched. */
  | { readonly kind: 'failed-task'; readonly code: number; readonly msg: string; readonly billed: boolean }
  | { readonly kind: 'slow-download'; readonly forMs: number }
  | { readonly kind: 'download-failure' }
  | {
      readonly kind: 'callback';
      readonly how: 'twice' | 'early' | 'late' | 'forged' | 'never';
      readonly forMs?: number;
    };

/** A short name for the ledger. */
export function faultName(fault: CallFault | TaskFault): string {
  switch (fault.kind) {
    case 'reset':
      return `reset-${fault.when}`;
    case 'status':
      return `status-${fault.status}${fault.body ? '' : '-empty'}${fault.worked ? '-worked' : ''}`;
    case 'silence':
      return fault.worked ? 'silence-worked' : 'silence';
    case 'callback':
      return `callback-${fault.how}`;
    case 'refused-task':
    case 'failed-task':
      return `${fault.kind}-${fault.code}`;
    default:
      return fault.kind;
  }
}

/**
 * Decides what goes wrong, and when. Both functions are asked once for each call and task, with its number counted from 1, and must
 * answer from nothing but their arguments, so that a run can be repeated.
 */
export type FaultPlan = {
  call(operation: string, number: number): CallFault | undefined;
  task(number: number): TaskFault | undefined;
};

/** Nothing goes wrong. */
export const noFaults: FaultPlan = { call: () => undefined, task: () => undefined };
