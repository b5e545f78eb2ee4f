import type { Value } from '../rows/value.ts';

/** The one word that a value differs from in a single character, misread or lost; else the value as it is. */
export function inWords(read: Value, words: readonly string[]): Value {
  const { value } = read;
  if (typeof value !== 'string' || words.includes(value)) return read;
  // A stroke beside it that is no character of it.
  const bare = value.replace(/^[^\p{Script=Han}]+|[^\p{Script=Han}]+$/gu, '');
  if (words.includes(bare)) return { ...read, value: bare };
  const near = words.filter((word) => word.length > 2 && differsInOne(value, word));
  return near.length === 1 ? { ...read, value: near[0] ?? value } : read;
}

function differsInOne(value: string, word: string): boolean {
  let at = 0;
  while (at < word.length && value[at] === word[at]) at++;
  const rest = word.slice(at + 1);
  return value.slice(at + 1) === rest || value.slice(at) === rest;
}
