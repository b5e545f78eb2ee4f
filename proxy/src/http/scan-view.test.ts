import { expect, test } from 'vitest';
import { scanOf } from './scan-view.ts';

test('a result’s texts bear no NUL, control or direction marks, in fields nor in what was received', () => {
  const raw = { surname: '\u202eIL\u202c\0', 'name\u2066': 'HUA\u001b[2J', address: 'Road 1\nCity' };
  const scan = scanOf({
    id: 'AAAAAAAAAAAAAAAAAAAAAA',
    card: 'passport',
    subject: 'visitor',
    createdAtMs: 0,
    attempts: 1,
    phase: { state: 'done', endedAtMs: 1_000, recognised: true, raw },
  });
  expect(scan).toMatchObject({
    fields: { surname: 'IL' },
    raw: { surname: 'IL', name: 'HUA[2J', address: 'Road 1 City' },
  });
  expect(JSON.stringify(scan)).not.toMatch(/\\u0|[\p{Cc}\p{Bidi_Control}]/u);
});
