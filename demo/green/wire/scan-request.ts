import { type CardName, isCardName } from '@scanfill/proxy/contract';
import { hardMaxTasks } from '../limits.ts';
import { type Code, codes, withMessage } from './codes.ts';

/** One image of an asyncscan. */
export type ScanTask = { readonly dataId?: string; readonly url: string };

/** Where and how to tell that a task ended. */
export type CallbackRequest = { readonly url: string; readonly seed: string; readonly cryptType: 'SHA256' | 'SM3' };

/** An asyncscan that may be carried out; a bad url spoils only its own task and is judged later. */
export type ScanRequest = {
  readonly card: CardName;
  readonly tasks: readonly ScanTask[];
  readonly callback?: CallbackRequest;
};

type Fields = Readonly<Record<string, unknown>>;
type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: Code };

const fail = (detail: string): { ok: false; code: Code } => ({
  ok: false,
  code: withMessage(codes.badRequest, detail),
});

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON or nothing. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** The one card type of a request: `extras` as an object, or as the list that an official client sends. */
function parseCard(fields: Fields, tasks: readonly Fields[]): Parsed<CardName> {
  const list = Array.isArray(fields.extras) ? fields.extras : [fields.extras];
  const named = [...list, ...tasks.map((task) => task.extras)]
    .filter(isFields)
    .map(({ card }) => card)
    .filter((card) => card !== undefined);
  const [card] = named;
  if (card === undefined) return fail('extras.card is required');
  if (named.some((other) => other !== card)) return fail('one request carries one card type');
  return isCardName(card) ? { ok: true, value: card } : fail(`unknown card ${JSON.stringify(card)}`);
}

function parseTask(fields: Fields, index: number): Parsed<ScanTask> {
  const { dataId, url } = fields;
  if (typeof url !== 'string' && url !== undefined) return fail(`tasks[${index}].url must be a string`);
  if (dataId === undefined) return { ok: true, value: { url: url ?? '' } };
  if (typeof dataId !== 'string' || !/^[\w.-]{1,256}$/.test(dataId)) {
    return fail(`tasks[${index}].dataId must be 1 to 256 letters, digits, "_", "-" or "."`);
  }
  return { ok: true, value: { dataId, url: url ?? '' } };
}

function parseCallback({ callback, seed, cryptType }: Fields): Parsed<CallbackRequest | undefined> {
  if (callback === undefined) return { ok: true, value: undefined };
  if (typeof callback !== 'string' || !/^https?:\/\//.test(callback))
    return fail('callback must be an http(s) address');
  if (typeof seed !== 'string' || !/^\w{1,64}$/.test(seed)) {
    return fail('seed is required with callback: 1 to 64 letters, digits or "_"');
  }
  if (cryptType !== undefined && cryptType !== 'SHA256' && cryptType !== 'SM3') {
    return fail('cryptType must be SHA256 or SM3');
  }
  return { ok: true, value: { url: callback, seed, cryptType: cryptType ?? 'SHA256' } };
}

/** Reads the body of an asyncscan, or says with which body code the whole request is refused. */
export function parseScanRequest(body: Uint8Array, maxTasks: number): Parsed<ScanRequest> {
  const fields = parseJson(body);
  if (!isFields(fields)) return fail('the body must be a JSON object');
  const { scenes } = fields;
  if (!Array.isArray(scenes) || !scenes.includes('ocr')) return fail('scenes must hold "ocr"');
  if (!Array.isArray(fields.tasks) || fields.tasks.length === 0) return fail('tasks must hold 1 to 100 tasks');
  if (fields.tasks.length > hardMaxTasks) return fail(`tasks must hold 1 to ${hardMaxTasks} tasks`);
  if (fields.tasks.length > maxTasks) {
    return { ok: false, code: withMessage(codes.exceedQuota, `at most ${maxTasks} tasks at once for this account`) };
  }
  const raw = fields.tasks.filter(isFields);
  if (raw.length !== fields.tasks.length) return fail('each task must be an object');
  const card = parseCard(fields, raw);
  if (!card.ok) return card;
  const callback = parseCallback(fields);
  if (!callback.ok) return callback;
  const tasks: ScanTask[] = [];
  for (const [index, task] of raw.entries()) {
    const parsed = parseTask(task, index);
    if (!parsed.ok) return parsed;
    tasks.push(parsed.value);
  }
  const ids = tasks.map(({ dataId }) => dataId).filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) return fail('dataId must be unique within a request');
  const value = { card: card.value, tasks };
  return { ok: true, value: callback.value === undefined ? value : { ...value, callback: callback.value } };
}

/** Reads the body of a results call: a bare list of 1 to 100 task ids. */
export function parseResultsRequest(body: Uint8Array): Parsed<readonly string[]> {
  const ids = parseJson(body);
  if (!Array.isArray(ids)) return fail('the body must be a JSON list of task ids');
  if (ids.length === 0 || ids.length > hardMaxTasks) return fail(`give 1 to ${hardMaxTasks} task ids`);
  const texts = ids.filter((id) => typeof id === 'string');
  return texts.length === ids.length ? { ok: true, value: texts } : fail('each task id must be a string');
}

/** Which code a task's url earns before anything is downloaded: `undefined` when it is fine. */
export function judgeUrl(url: string): Code | undefined {
  if (url === '') return withMessage(codes.notFound, 'url is empty');
  if (url.length > 2_048) return withMessage(codes.badRequest, 'url is longer than 2048 characters');
  if (!/^[\x21-\x7e]+$/.test(url)) return withMessage(codes.badRequest, 'url must be percent-encoded');
  if (/^oss:\/\/[^/]+\/.+/.test(url)) return undefined;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    return withMessage(codes.badRequest, 'url must be http(s) or oss');
  const { username, password } = new URL(url);
  return username === '' && password === ''
    ? undefined
    : withMessage(codes.notAllowed, 'url must not hold credentials');
}
