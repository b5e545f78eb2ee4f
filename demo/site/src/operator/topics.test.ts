import { expect, test } from 'vitest';
import operations from '../../../../docs/operations.md?raw';
import { alarms } from './alarms.ts';
import { alarmTopic, piecesOf, reasonTopic, topicLink } from './topics.ts';

test('the operators’ document has something to say of every alarm on the page', () => {
  for (const { name } of alarms) {
    const topic = alarmTopic(operations, name) ?? '';
    expect([name, topic.length > 40]).toEqual([name, true]);
    expect(topic).not.toContain('###');
  }
  expect(alarmTopic(operations, 'ScanfillNothing')).toBeUndefined();
});

test('of a reason it says what it means and what to do', () => {
  expect(reasonTopic(operations, 'green-unreachable')?.[0]).toBe('five calls in a row had no answer');
  expect(reasonTopic(operations, 'nonce-unproved')?.[1]).toMatch(/^nothing: /);
  expect(reasonTopic(operations, 'nothing-of-the-kind')).toBeUndefined();
});

test('a link leads to the words themselves, a dash in them being none of the fragment’s own', () => {
  expect(topicLink('nonce-unproved')).toBe('/docs/operations.md#:~:text=nonce%2Dunproved');
});

test('a text is shown as words and code, its links as their words', () => {
  expect(piecesOf('see [Redis](../proxy/README.md#redis); `OOM`: more memory')).toEqual([
    { isCode: false, text: 'see Redis; ' },
    { isCode: true, text: 'OOM' },
    { isCode: false, text: ': more memory' },
  ]);
});
