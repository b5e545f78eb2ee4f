/**
 * What the widget's code calls without asking, by the name a developer knows it by, that engines below the floor lack.
 */
const needs: readonly (readonly [name: string, owner: object | undefined, member: string])[] = [
  ['AbortController', globalThis, 'AbortController'],
  ['Blob.arrayBuffer', globalThis.Blob?.prototype, 'arrayBuffer'],
  ['Object.fromEntries', Object, 'fromEntries'],
  ['String.replaceAll', String.prototype, 'replaceAll'],
  ['String.matchAll', String.prototype, 'matchAll'],
  ['queueMicrotask', globalThis, 'queueMicrotask'],
];

/**
 * The first thing this browser lacks of what a scan takes from its photo to its form: asked before anything is sent and
 * paid for.
 */
export function lackOf(): string | undefined {
  return needs.find(([, owner, member]) => !owner || !(member in owner))?.[0];
}
