import { z } from 'zod';
import { cards } from '../contract/cards.ts';
import { boundedObject } from './bounded.ts';
import { meaningOf, taskFailure } from './outcome-table.ts';
import type { CallbackItem, GreenTask, NamedResult, TaskAnswer, TaskResult } from './port.ts';

/** Longer ones are nobody's name: they would be kept in every scan and log line. */
const longestName = 512;
const text = z.string().min(1).max(longestName).optional().catch(undefined);
const requestId = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .optional()
  .catch(undefined);
const code = z
  .union([
    z.number().int(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);
const list = z
  .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((one): unknown[] => [one])])
  .optional()
  .catch(undefined);

const envelopeSchema = z.looseObject({ code, requestId, RequestId: requestId, data: list });
const gatewaySchema = z.looseObject({ Code: z.string().regex(/^[\w.-]{1,128}$/), RequestId: requestId, requestId });
const entrySchema = z.looseObject({ code, dataId: text, taskId: text, url: text, results: list });
const resultSchema = z.looseObject({ scene: text, label: text, suggestion: text });
const bodySchema = z.object({ tasks: z.array(z.object({ dataId: z.string(), url: z.string() })) });

type Entry = z.infer<typeof entrySchema>;

/** The outermost shape of an answer: the gateway's error, the service's own code with its entries, or neither. */
export type Envelope =
  | { readonly kind: 'gateway'; readonly code: string; readonly requestId: string | undefined }
  | {
      readonly kind: 'service';
      readonly code: number;
      readonly requestId: string | undefined;
      readonly data: readonly unknown[] | undefined;
    }
  | { readonly kind: 'unreadable' };

/** An error in XML is short; looking for its parts in more would only cost time. */
const longestXml = 8_192;

/**
 * Reads an answer as far as its first code. JSON or, where an intermediary dropped the Accept header, the gateway's
 * XML.
 */
export function parseEnvelope(answer: string): Envelope {
  const value = parseJson(answer);
  if (value === undefined) return parseXml(answer);
  const gateway = gatewaySchema.safeParse(value).data;
  if (gateway) return { kind: 'gateway', code: gateway.Code, requestId: gateway.RequestId ?? gateway.requestId };
  const service = envelopeSchema.safeParse(value).data;
  if (service?.code === undefined) return { kind: 'unreadable' };
  return { kind: 'service', code: service.code, requestId: service.requestId ?? service.RequestId, data: service.data };
}

function parseXml(answer: string): Envelope {
  const source = answer.length > longestXml ? '' : answer.trim();
  if (!source.endsWith('</Error>') || !/^(<\?xml[^>]{0,200}>\s{0,20})?<Error>/.test(source))
    return { kind: 'unreadable' };
  const code = /<Code>\s{0,20}([\w.-]{1,128})\s{0,20}<\/Code>/.exec(source)?.[1];
  const id = /<RequestId>\s{0,20}([\w-]{1,64})\s{0,20}<\/RequestId>/.exec(source)?.[1];
  return code === undefined ? { kind: 'unreadable' } : { kind: 'gateway', code, requestId: id };
}

/** The tasks of a prepared submission. */
export function tasksOf(requestBody: string): readonly GreenTask[] {
  return bodySchema.parse(JSON.parse(requestBody)).tasks;
}

/**
 * An answer for every task of a submission. An entry belongs to the task that its dataId names; without one, to the
 * task with its URL if that is the only one; without either, to the task at its place, if the answer has as many
 * entries as the request and all others stand at theirs. A task that no entry names, or two name differently, is
 * `unknown`: never guessed, since a wrong guess loses a billed result.
 */
export function parseSubmission(tasks: readonly GreenTask[], data: readonly unknown[]): Map<string, TaskAnswer> {
  const entries = data.map(parseEntry);
  const owners = match(
    entries,
    tasks,
    { said: ({ dataId }) => dataId, meant: ({ dataId }) => dataId },
    { said: ({ url }) => url, meant: ({ url }) => url },
  );
  return new Map(tasks.map((task, index) => [task.dataId, one(owners[index] ?? [], taskAnswer, { kind: 'unknown' })]));
}

/** A result for every task that was asked for, matched by taskId, or by place under the rule of `parseSubmission`. */
export function parseResults(taskIds: readonly string[], data: readonly unknown[]): Map<string, NamedResult> {
  const owners = match(data.map(parseEntry), taskIds, { said: ({ taskId }) => taskId, meant: (taskId) => taskId });
  return new Map(taskIds.map((taskId, index) => [taskId, one(owners[index] ?? [], namedResult, { kind: 'unknown' })]));
}

/** What a notification says: one element of results' data, or several. What cannot be read is left out. */
export function parseCallback(content: string): readonly CallbackItem[] {
  const value = parseJson(content);
  return (Array.isArray(value) ? value : [value])
    .map(parseEntry)
    .filter((entry) => entry.dataId !== undefined || entry.taskId !== undefined)
    .map((entry) => ({ dataId: entry.dataId, taskId: entry.taskId, result: toldResult(entry) }));
}

/**
 * A notification about our scan under a wrong task carries no result of the scene; taken for the truth, it would end a
 * scan that was paid for without its fields.
 */
function toldResult(entry: Entry): TaskResult {
  return entry.code === 200 && sceneOf(entry) === undefined ? { kind: 'unknown' } : taskResult(entry);
}

function taskAnswer(entry: Entry): TaskAnswer {
  if (entry.code === undefined) return { kind: 'unknown' };
  const served = entry.code === 200 || entry.code === 280;
  if (!served && meaningOf(entry.code).submission !== 'open') return { kind: 'failed', ...taskFailure(entry.code) };
  // A task that has an ID exists, and the free query tells what becomes of it; without one it is open whether there is
  // a task.
  return entry.taskId === undefined ? { kind: 'unknown' } : { kind: 'accepted', taskId: entry.taskId };
}

function taskResult(entry: Entry): TaskResult {
  if (entry.code === undefined) return { kind: 'unknown' };
  if (entry.code === 280) return { kind: 'pending' };
  if (entry.code !== 200) return { kind: 'failed', ...taskFailure(entry.code), ...beliefIn(entry.code) };
  if (entry.results === undefined) return { kind: 'unknown' };
  const ocr = sceneOf(entry);
  if (ocr === undefined) return { kind: 'done', recognised: false, raw: {} };
  const raw = infoOf(ocr);
  return { kind: 'done', recognised: recognised(ocr.label, ocr.suggestion, raw), raw };
}

/** The result of the scene that was asked for. */
function sceneOf({ results = [] }: Entry): z.infer<typeof resultSchema> | undefined {
  const found = results
    .slice(0, mostResults)
    .map((item) => resultSchema.safeParse(item).data)
    .filter((item) => item !== undefined);
  return found.find(({ scene }) => scene === 'ocr') ?? found.find(({ scene }) => scene === undefined);
}

/** Scenes of one task; only one was asked for. */
const mostResults = 32;

function beliefIn(code: number): { readonly unsure?: true; readonly repeated?: true } {
  const { result } = meaningOf(code);
  if (result === 'again') return { unsure: true };
  return result === 'repeated' ? { repeated: true } : {};
}

function namedResult(entry: Entry): NamedResult {
  const { dataId } = entry;
  return dataId === undefined ? taskResult(entry) : { ...taskResult(entry), dataId };
}

const infoNames = new Set<string>(Object.values(cards).map(({ property }) => property));

/** The one `…Info` object; a known name before an unknown one. */
function infoOf(result: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const infos = Object.entries(result)
    .filter(([name]) => name.endsWith('Info'))
    .sort(([a], [b]) => Number(infoNames.has(b)) - Number(infoNames.has(a)))
    .map(([, value]) => boundedObject(value))
    .filter((info) => info !== undefined);
  return infos[0] ?? {};
}

/**
 * Green's words for "text found" are `ocr` and `review`, for "none" `normal` and `pass`; without a known word the
 * fields decide.
 */
function recognised(label: string | undefined, suggestion: string | undefined, raw: Record<string, unknown>): boolean {
  if (label === 'ocr' || label === 'normal') return label === 'ocr';
  if (suggestion === 'review' || suggestion === 'pass') return suggestion === 'review';
  return Object.entries(raw).some(([name, value]) => name !== 'type' && value !== '' && value !== null);
}

const parseEntry = (value: unknown): Entry => entrySchema.safeParse(value).data ?? {};

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** A name by which an entry says whose it is, and which item is meant by it. */
type Naming<T> = { readonly said: (entry: Entry) => string | undefined; readonly meant: (item: T) => string };

/**
 * The entries of each item. The first naming of which an entry says anything decides it; one that says nothing stands
 * for its place, if the places are certain.
 */
function match<T>(entries: readonly Entry[], items: readonly T[], ...namings: readonly Naming<T>[]): Entry[][] {
  const owners: Entry[][] = items.map(() => []);
  const places = namings.map(({ said, meant }) => ({ said, placeOf: placesByName(items.map(meant)) }));
  const byName = new Map<Entry, number | undefined>();
  for (const entry of entries) {
    for (const { said, placeOf } of places) {
      const name = said(entry);
      if (name === undefined) continue;
      byName.set(entry, placeOf.get(name));
      break;
    }
  }
  const inPlace =
    entries.length === items.length &&
    entries.every((entry, index) => !byName.has(entry) || byName.get(entry) === index);
  entries.forEach((entry, index) => {
    const owner = byName.has(entry) ? byName.get(entry) : inPlace ? index : undefined;
    if (owner !== undefined) owners[owner]?.push(entry);
  });
  return owners;
}

/** Where each name stands; a name that stands twice means nobody. */
function placesByName(names: readonly string[]): ReadonlyMap<string, number | undefined> {
  const places = new Map<string, number | undefined>();
  names.forEach((name, place) => {
    places.set(name, places.has(name) ? undefined : place);
  });
  return places;
}

/** The reading of an item's entries: `otherwise` when there is none, or when they contradict each other. */
function one<A>(entries: readonly Entry[], read: (entry: Entry) => A, otherwise: A): A {
  const readings = entries.map(read);
  const [first, ...more] = readings;
  if (first === undefined) return otherwise;
  if (more.length === 0) return first;
  const same = readings.every((reading) => JSON.stringify(reading) === JSON.stringify(first));
  return same ? first : otherwise;
}
