import type { CallbackFault } from '../faults/fault.ts';
import type { CallbackRequest } from '../wire/scan-request.ts';

/** A notification as it goes out. */
export type Message = { readonly url: string; readonly seed: string; readonly content: string };

const entry = (fields: object) => JSON.stringify({ code: 200, msg: 'OK', ...fields });

/** The content with fields invented by somebody else, were they read. */
const invented = (content: string) => content.replace(/"suggestion":"\w+"/, '"suggestion":"forged"');

/**
 * Untrue notifications, made from a true one. `forged`: another result, a seed that was guessed · `forged-failure`: the
 * same, with a failure · `foreign`: rightly signed, about a task of somebody else who uses the account · `other-task`:
 * rightly signed, about our dataId under a task that is not ours · `wrong-path`: all true, sent to a path nobody gave
 * out.
 */
export function forgery(
  how: CallbackFault['how'],
  { url, seed }: CallbackRequest,
  taskId: string,
  content: string,
): Message | undefined {
  switch (how) {
    case 'forged':
      return { url, seed: 'guessed', content: invented(content) };
    case 'forged-failure': {
      const { dataId } = JSON.parse(content);
      return { url, seed: 'guessed', content: JSON.stringify({ code: 594, msg: 'EXPIRED', dataId, taskId }) };
    }
    case 'foreign':
      return { url, seed, content: entry({ dataId: `foreign-${taskId}`, taskId: `${taskId}x`, results: [] }) };
    case 'other-task': {
      const { dataId } = JSON.parse(content);
      return { url, seed, content: entry({ dataId, taskId: `${taskId}x`, results: [] }) };
    }
    case 'wrong-path':
      return { url: url.replace(/\w(?=[^\w]*$)/, (last) => (last === 'A' ? 'B' : 'A')), seed, content };
    default:
      return undefined;
  }
}
