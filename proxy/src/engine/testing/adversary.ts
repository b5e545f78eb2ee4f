import type { Clock } from '../../base/clock.ts';
import { judge, queryOutcome, submitOutcome } from '../../green/outcome.ts';
import { taskFailure } from '../../green/outcome-table.ts';
import type { Green, QueryOutcome, SubmitOutcome } from '../../green/port.ts';
import type { Exchange } from '../../green/transport.ts';
import type { ImageHost } from '../../images/images.ts';

/**
 * What a submission meets: whether Green gets it, by which of its nodes, what comes back, and whether Green then
 * fetches the image.
 */
export type SubmitScript = {
  readonly arrives: boolean;
  readonly node: 0 | 1;
  readonly answer: 'own' | 'lost' | 'page' | 'json' | 'failing' | 'refused-port';
  readonly fetches: boolean;
};

/** What a query meets. */
export type QueryScript = 'own' | 'lost' | 'page' | 'entries-500' | 'entries-408' | 'entries-777';

/** What is taken out of the mended product, to see that the search finds what it was mended for. */
export type Mend = 'foreign-answers' | 'fresh-probes' | 'unsure-results';

type Task = { readonly taskId: string; readonly dataId: string; readonly fetched: boolean; readonly readyAtMs: number };

/**
 * Green behind gateway nodes that remember nonces apart, and somebody in between who answers for it. Its answers go
 * through the product's own judgement. `accepted` holds, for each scan, whether each image that Green made a task of
 * was fetched.
 */
export function createAdversary(deps: {
  readonly clock: Clock;
  readonly images: ImageHost;
  readonly submits: readonly SubmitScript[];
  readonly queries: readonly QueryScript[];
  readonly nodes: 1 | 2;
  readonly without?: Mend;
}): Green & { readonly accepted: ReadonlyMap<string, readonly boolean[]>; readonly saidFinal: ReadonlySet<string> } {
  const { clock, images, nodes, without } = deps;
  const submits = [...deps.submits];
  const queries = [...deps.queries];
  const memories = [new Map<string, number>(), new Map<string, number>()];
  const accepted = new Map<string, boolean[]>();
  const saidFinal = new Set<string>();
  const tasks = new Map<string, Task>();
  const addresses = new Map<string, string>();
  let made = 0;

  const nonceKeptMs = 15 * 60_000;

  function used(node: number, nonce: string): boolean {
    const memory = memories[nodes === 1 ? 0 : node] ?? new Map();
    const atMs = memory.get(nonce);
    if (atMs !== undefined && clock.now() - atMs < nonceKeptMs) return true;
    memory.set(nonce, clock.now());
    return false;
  }

  const own = (body: object): Exchange => ({
    kind: 'answer',
    status: 200,
    retryAfter: undefined,
    dateMs: clock.now(),
    text: JSON.stringify({ requestId: 'r', ...body }),
  });
  const said = (status: number, text: string): Exchange => ({
    kind: 'answer',
    status,
    retryAfter: undefined,
    dateMs: undefined,
    text,
  });
  const nonceUsed = said(400, '{"Code":"SignatureNonceUsed","RequestId":"r","HostId":"h"}');

  async function work(nonce: string, body: string, script: SubmitScript): Promise<Exchange> {
    if (used(script.node, nonce)) return nonceUsed;
    const parsed: { dataId: string; url: string }[] = JSON.parse(body);
    const data = [];
    for (const { dataId, url } of parsed) {
      const current = addresses.get(dataId) === url || (await images.url(dataId)) === url;
      const fetched = script.fetches && current;
      if (fetched) fetchedImages.add(dataId);
      accepted.set(dataId, [...(accepted.get(dataId) ?? []), fetched]);
      const task = { taskId: `task-${++made}`, dataId, fetched, readyAtMs: clock.now() + 2_000 };
      tasks.set(task.taskId, task);
      data.push({ code: 200, dataId, taskId: task.taskId });
    }
    return own({ code: 200, data });
  }

  const fetchedImages = new Set<string>();

  function entry(taskId: string): object {
    const task = tasks.get(taskId);
    if (!task) return { code: 594, taskId };
    if (task.readyAtMs > clock.now()) return { code: 280, taskId, dataId: task.dataId };
    saidFinal.add(task.dataId);
    if (!task.fetched) return { code: 480, taskId, dataId: task.dataId };
    return {
      code: 200,
      taskId,
      dataId: task.dataId,
      results: [{ scene: 'ocr', label: 'ocr', passportInfo: { name: 'X' } }],
    };
  }

  /** As the product judged before it asked for Green's own envelope. */
  function without3xx(outcome: SubmitOutcome): SubmitOutcome {
    if (without !== 'foreign-answers' || outcome.kind !== 'unknown' || !/^http-[34]/.test(outcome.cause))
      return outcome;
    return { kind: 'refused', code: 'green-failed', greenCode: outcome.cause, attempts: 2 };
  }

  /** As the product believed a query before it told the question's trouble from the task's. */
  function believed(outcome: QueryOutcome): QueryOutcome {
    if (without !== 'unsure-results' || outcome.kind !== 'answered') return outcome;
    const all = [...outcome.tasks].map(([id, result]) => {
      if (result.kind !== 'failed' || !result.unsure) return [id, result] as const;
      return [id, { kind: 'failed', ...taskFailure(Number(result.greenCode)), attempts: 5 }] as const;
    });
    return { kind: 'answered', tasks: new Map(all) };
  }

  return {
    accepted,
    saidFinal,
    now: () => clock.now(),
    async prepare(_card, list) {
      for (const { dataId, url } of list) addresses.set(dataId, url);
      const nonce = `nonce-${++made}`;
      return { path: '/', body: JSON.stringify(list), headers: {}, nonce, date: new Date(clock.now()).toUTCString() };
    },
    async submit(request) {
      const script = submits.shift() ?? { arrives: true, node: 0, answer: 'own', fetches: true };
      await clock.sleep(10);
      if (script.answer === 'refused-port') return { kind: 'not-sent', cause: 'ECONNREFUSED' };
      const answer = script.arrives ? await work(request.nonce, request.body, script) : undefined;
      await clock.sleep(10);
      const list: { dataId: string; url: string }[] = JSON.parse(request.body);
      const exchange: Exchange =
        script.answer === 'own' && answer
          ? answer
          : script.answer === 'page'
            ? said(403, '<html>denied</html>')
            : script.answer === 'json'
              ? said(404, '{"code":404,"msg":"no route"}')
              : script.answer === 'failing'
                ? said(500, '{"Code":"InternalError","RequestId":"r","HostId":"h"}')
                : { kind: 'lost', cause: 'timeout' };
      return without3xx(submitOutcome(list, judge(exchange)));
    },
    async results(taskIds) {
      const script = queries.shift() ?? 'own';
      await clock.sleep(20);
      const code = /^entries-(\d+)$/.exec(script)?.[1];
      const exchange: Exchange =
        script === 'lost'
          ? { kind: 'lost', cause: 'timeout' }
          : script === 'page'
            ? said(502, '<html>')
            : own({
                code: 200,
                data: taskIds.map((taskId) => (code === undefined ? entry(taskId) : { code: Number(code), taskId })),
              });
      return believed(queryOutcome(taskIds, judge(exchange), exchange));
    },
    async probeNonce({ slot }) {
      await slot();
      // Over fresh connections another node is met sooner or later; one kept connection stays with the node it has.
      return nodes === 1 || without === 'fresh-probes' ? 'refused' : 'accepted';
    },
    close: async () => {},
  };
}
