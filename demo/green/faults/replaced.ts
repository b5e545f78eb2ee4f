import type { Outcome } from '../operations.ts';
import type { Refusal, WireAnswer } from '../wire/gateway-errors.ts';
import type { CallFault } from './fault.ts';
import { oddReply } from './odd-replies.ts';

/** The body of an outcome with other entries. */
function withEntries({ body }: Outcome, change: (entry: object, index: number) => object): Outcome['body'] {
  const data = Array.isArray(body.data) ? body.data : [];
  return { ...body, data: data.map(change) };
}

/** What an operation's body becomes under a fault that leaves the envelope alone. */
export function replacedBody(outcome: Outcome, fault: CallFault | undefined): Outcome['body'] {
  if (fault?.kind === 'wrong-data-id') {
    return withEntries(outcome, (entry, index) => ({ ...entry, dataId: `unasked-${index}` }));
  }
  if (fault?.kind !== 'entry-codes') return outcome.body;
  const { code, msg, unnamed } = fault;
  return withEntries(outcome, (entry) => ({
    ...entry,
    code,
    msg,
    results: undefined,
    ...(unnamed === true ? { taskId: undefined } : {}),
  }));
}

/** Green's own answer that a fault puts in place of the true one, and its code. */
export function replacedAnswer(
  fault: CallFault | undefined,
  requestId: string,
  refuse: (refusal: Refusal) => WireAnswer,
): { readonly answer: WireAnswer; readonly code?: string } | undefined {
  switch (fault?.kind) {
    case 'top-code': {
      const { code, msg } = fault;
      const body = JSON.stringify({ code, msg, requestId });
      return { answer: { status: 200, contentType: 'application/json;charset=utf-8', body }, code: String(code) };
    }
    case 'gateway-code':
      return { answer: refuse({ code: fault.code }), code: fault.code };
    case 'odd-reply':
      return { answer: oddReply(fault.how, fault.size, requestId) };
    default:
      return undefined;
  }
}
