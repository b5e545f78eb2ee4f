import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cardNames } from '../contract/cards.ts';
import { makePng, type ProxyFixture, startProxy } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
beforeEach(async () => {
  fixture = await startProxy();
});
afterEach(() => fixture.stop());

describe('a scan over HTTP', () => {
  test('is taken in, found at its Location under the mount path, and done in time', async () => {
    const answer = await fixture.post(makePng());
    expect(answer.status).toBe(202);
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(/^\/scanfill\/v1\/scans\/[\w-]{22}$/);
    expect(answer.body).toMatchObject({ card: 'passport', state: 'queued' });
    const found = await fixture.get(location.slice('/scanfill'.length), { prefer: 'wait=20' });
    expect(found.headers.get('preference-applied')).toBe('wait=20');
    expect(found.body.id).toBe(answer.body.id);
    expect(['processing', 'done']).toContain(found.body.state);
  });

  test('is answered 200 when it ends while it is waited for', async () => {
    const answer = await fixture.post(makePng(), { headers: { prefer: 'wait=20' } });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ state: 'done', recognised: true, fields: {}, warnings: [] });
  });

  test('works for each card type', async () => {
    const answers = await Promise.all(
      cardNames.map((card, seed) => fixture.post(makePng({ seed }), { card, headers: { prefer: 'wait=20' } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(cardNames.map(() => 200));
    expect(answers.map(({ body }) => body.card)).toEqual(cardNames);
    expect(fixture.green.billed).toHaveLength(cardNames.length);
  });
});
