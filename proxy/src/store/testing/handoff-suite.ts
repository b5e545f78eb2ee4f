import { beforeEach, describe, expect, test } from 'vitest';
import { type Handoff, keptUntilMs } from '../../jobs/handoff.ts';
import type { Store } from '../store.ts';
import { t0 } from './store-jobs.ts';
import type { StoreFixture } from './store-suite.ts';

let made = 0;
const newHandoff = (overrides: Partial<Handoff> = {}): Handoff => ({
  id: `handoff${String(++made).padStart(15, '0')}`,
  card: 'passport',
  subject: 'subject-in-the-clear',
  link: 'hash',
  code: '17',
  choices: ['17', '42'],
  state: 'open',
  expiresAtMs: t0 + 60_000,
  scans: [],
  ...overrides,
});

/** What a store must keep of hand-offs. */
export function handoffSuite(open: () => StoreFixture): void {
  let store: Store;
  beforeEach(() => {
    store = open().store;
  });

  describe('hand-offs', () => {
    test('are kept whole, and seen by every process', async () => {
      const handoff = newHandoff({ session: { id: 's', issuedAtMs: t0, expiresAtMs: t0 + 1, quota: 3 } });
      expect(await store.handoff(handoff.id)).toBeUndefined();
      expect(await store.keepHandoff({ handoff, version: 0 })).toBe(true);
      expect(await (open().other ?? store).handoff(handoff.id)).toEqual({ handoff, version: 1 });
    });

    test('change only from the version that was read: of many at once one wins', async () => {
      const handoff = newHandoff();
      await store.keepHandoff({ handoff, version: 0 });
      expect(await store.keepHandoff({ handoff, version: 0 })).toBe(false);
      const stores = [store, open().other ?? store];
      const kept = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (stores[index % 2] ?? store).keepHandoff({
            handoff: { ...handoff, state: 'opened', phone: `phone-${index}` },
            version: 1,
          }),
        ),
      );
      expect(kept.filter(Boolean)).toHaveLength(1);
      expect(await store.handoff(handoff.id)).toMatchObject({
        version: 2,
        handoff: { phone: `phone-${kept.indexOf(true)}` },
      });
    });

    test('tell whoever watches, in other processes too', async () => {
      const handoff = newHandoff();
      const told = new Promise<void>((resolve) => {
        (open().other ?? store).watch(({ ids }) => ids.includes(handoff.id) && resolve());
      });
      await store.keepHandoff({ handoff, version: 0 });
      await told;
    });

    test('are forgotten when they may be, not before', async () => {
      const handoff = newHandoff();
      await store.keepHandoff({ handoff, version: 0 });
      await store.forget(keptUntilMs(handoff) - 1);
      expect(await store.handoff(handoff.id)).toBeDefined();
      await store.forget(keptUntilMs(handoff));
      expect(await store.handoff(handoff.id)).toBeUndefined();
    });

    test('cannot be read at rest, and are there after a restart', async (context) => {
      const { atRest, reopen } = open();
      if (!atRest || !reopen) return context.skip();
      const handoff = newHandoff({ subject: 'subject-in-the-clear' });
      await store.keepHandoff({ handoff, version: 0 });
      const bytes = await atRest();
      expect(bytes).toContain(handoff.id);
      expect(bytes).not.toContain('in-the-clear');
      expect(await (await reopen()).handoff(handoff.id)).toEqual({ handoff, version: 1 });
    });
  });
}
