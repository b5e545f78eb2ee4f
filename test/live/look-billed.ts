import { randomBytes } from 'node:crypto';
import { type CardName, cardNames, cards, normalise, wireNames } from '@scanfill/proxy/contract';
import { cardSpec } from '../../proxy/src/contract/normalise.ts';
import type { ImageHost } from '../../proxy/src/images/images.ts';
import { codePlace } from './code-place.ts';
import type { Finding } from './finding.ts';
import { entriesOf, isObject, type WireAnswer } from './wire-call.ts';

type Call = (path: string, body: unknown) => Promise<WireAnswer>;
type Entry = Readonly<Record<string, unknown>>;

/** What the billed looks need. */
export type BilledLook = {
  readonly call: Call;
  readonly images: ImageHost;
  /** A picture of each card type, and one without text. */
  readonly picture: (card: CardName | 'blank') => Promise<{ bytes: Uint8Array; mediaType: string }>;
  readonly sleep: (ms: number) => Promise<void>;
  readonly today: string;
};

const waitMs = 60_000;

/**
 * What only submitted images can tell: one of each card type, one without text, one that cannot be downloaded, one with
 * a callback. 16 images are billed at most.
 */
export async function lookBilled(look: BilledLook): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const running = new Set<string>();
  for (const card of cardNames) {
    const { entry, codes } = await scan(look, card, card);
    for (const code of codes) running.add(code);
    findings.push(...cardFindings(card, entry, look.today));
  }
  const unexpected = [...running].filter((code) => code !== '280' && code !== '200');
  findings.push({
    guess: 'while a task runs its code is 280',
    seen:
      running.size === 0 ? 'every task was done at the first look' : `codes while running: ${[...running].join(', ')}`,
    verdict: unexpected.length > 0 ? 'differs' : running.has('280') ? 'holds' : 'open',
    code: codePlace('proxy/src/green/wire.ts', 'entry.code === 280'),
  });
  findings.push(await blankFinding(look), await downloadFinding(look), await callbackFinding(look));
  return findings;
}

function cardFindings(card: CardName, entry: Entry, today: string): readonly Finding[] {
  const code = codePlace('proxy/src/contract/cards.ts', `property: '${cards[card].property}'`);
  const result = ocrResult(entry);
  const properties = Object.keys(result ?? {}).filter((name) => name.endsWith('Info'));
  const guess = `extras.card "${card}" answers ${cards[card].property}`;
  if (entry.code !== 200)
    return [{ guess, seen: `code ${String(entry.code)} ${String(entry.msg ?? '')}`, verdict: 'differs', code }];
  const [property] = properties;
  const info = property === undefined ? undefined : result?.[property];
  if (!isObject(info))
    return [{ guess, seen: 'no …Info object: nothing recognised on this picture', verdict: 'open', code }];
  const known = new Set(Object.entries(cardSpec(card).fields).flatMap(([name, field]) => wireNames(name, field)));
  const strange = Object.keys(info).filter((name) => !known.has(name));
  const { warnings } = normalise(card, info, today);
  const seen = [
    `${properties.join(', ')}, label ${String(result?.label)}, suggestion ${String(result?.suggestion)}`,
    strange.length > 0 ? `unknown fields: ${strange.join(', ')}` : '',
    warnings.length > 0 ? `not of the field's type: ${warnings.map(({ field }) => field).join(', ')}` : '',
  ];
  const holds = property === cards[card].property && strange.length === 0 && warnings.length === 0;
  return [{ guess, seen: seen.filter((each) => each !== '').join('; '), verdict: holds ? 'holds' : 'differs', code }];
}

async function blankFinding(look: BilledLook): Promise<Finding> {
  const { entry } = await scan(look, 'id-card-front', 'blank');
  const result = ocrResult(entry);
  const words = `${String(result?.label)}/${String(result?.suggestion)}`;
  return {
    guess: 'an image without text answers label normal and suggestion pass',
    seen: entry.code === 200 ? words : `code ${String(entry.code)} ${String(entry.msg ?? '')}`,
    verdict: words === 'normal/pass' ? 'holds' : 'differs',
    code: codePlace('proxy/src/green/wire.ts', "label === 'normal'"),
  };
}

async function downloadFinding({ call, images, picture, sleep }: BilledLook): Promise<Finding> {
  const { bytes, mediaType } = await picture('blank');
  const ref = await images.put({ id: newId(), mediaType, bytes: bytes.length }, once(bytes));
  const url = await images.url(ref);
  await images.erase([ref]);
  const dataId = newId();
  const submitted = await call('/green/image/asyncscan', submission('bank-card', dataId, `${url}-gone`));
  const [task] = entriesOf(submitted);
  const entry =
    typeof task?.taskId === 'string' ? (await settle(call, sleep, task.taskId)).entry : (task ?? submitted.json);
  return {
    guess: 'an image that cannot be downloaded answers 480 or 592',
    seen: `code ${String(entry.code)} ${String(entry.msg ?? '')} ${task?.taskId === undefined ? 'at submission' : 'as the result'}`,
    verdict: entry.code === 480 || entry.code === 592 ? 'holds' : 'differs',
    code: codePlace('proxy/src/green/outcome-table.ts', '480:'),
  };
}

/** Nobody has to listen there: what is asked is whether the query knows such a task. */
const notified = { callback: 'https://scanfill.invalid/v1/callbacks/live', seed: 'scanfill_live', cryptType: 'SHA256' };

async function callbackFinding(look: BilledLook): Promise<Finding> {
  const { entry } = await scan(look, 'bank-card', 'bank-card', notified);
  const { code } = entry;
  const isUnknown = code === 400 || code === 404 || code === 594;
  return {
    guess: 'a task that was submitted with a callback can be queried like one without',
    seen: `code ${String(code)} ${String(entry.msg ?? '')}${isUnknown ? ': such tasks end by their notifications' : ''}`,
    // Either is provided for; only what is neither would be news to the code.
    verdict: code === 200 ? 'holds' : isUnknown ? 'open' : 'differs',
    code: codePlace('proxy/src/engine/noticed.ts', 'unknownTaskCodes = '),
  };
}

async function scan(
  { call, images, picture, sleep }: BilledLook,
  card: CardName,
  shown: CardName | 'blank',
  more: Entry = {},
): Promise<{ entry: Entry; codes: readonly string[] }> {
  const { bytes, mediaType } = await picture(shown);
  const dataId = newId();
  const ref = await images.put({ id: dataId, mediaType, bytes: bytes.length }, once(bytes));
  try {
    await sleep(150);
    const submitted = await call('/green/image/asyncscan', {
      ...submission(card, dataId, await images.url(ref)),
      ...more,
    });
    const [task] = entriesOf(submitted);
    if (typeof task?.taskId !== 'string') return { entry: task ?? submitted.json, codes: [] };
    return await settle(call, sleep, task.taskId);
  } finally {
    await images.erase([ref]);
  }
}

async function settle(
  call: Call,
  sleep: (ms: number) => Promise<void>,
  taskId: string,
): Promise<{ entry: Entry; codes: readonly string[] }> {
  const codes: string[] = [];
  for (let waited = 0; ; waited += 500) {
    await sleep(500);
    const answer = await call('/green/image/results', [taskId]);
    const [entry = answer.json] = entriesOf(answer);
    if (entry.code !== 280 || waited >= waitMs) return { entry, codes };
    codes.push(String(entry.code));
  }
}

function submission(card: CardName, dataId: string, url: string): Entry {
  return { scenes: ['ocr'], extras: { card }, tasks: [{ dataId, url }] };
}

function ocrResult(entry: Entry): Entry | undefined {
  const results: readonly unknown[] = Array.isArray(entry.results) ? entry.results : [];
  return results.filter(isObject).find(({ scene }) => scene === 'ocr');
}

function newId(): string {
  return randomBytes(16).toString('base64url');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
