import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasEnded } from '../jobs/job.ts';
import { createMemoryStore } from '../store/memory.ts';
import { createAdversary, type Mend, type QueryScript, type SubmitScript } from './testing/adversary.ts';
import { createEngineFixture, createFakeImages } from './testing/engine-fixture.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

type World = {
  readonly nodes: 1 | 2;
  readonly submits: readonly SubmitScript[];
  readonly queries: readonly QueryScript[];
  readonly scans: number;
  /** The image host tells truly whether an image was fetched, or nothing. */
  readonly tells: boolean;
  /** The process dies so often, each time at this moment of its work. */
  readonly crashes: readonly ('after-mark' | 'after-send' | 'after-answer' | 'before-reply')[];
};

const submit: fc.Arbitrary<SubmitScript> = fc.record({
  arrives: fc.boolean(),
  node: fc.constantFrom(0, 1),
  answer: fc.constantFrom('own', 'lost', 'page', 'json', 'failing', 'refused-port'),
  fetches: fc.boolean(),
});
const world: fc.Arbitrary<World> = fc.record({
  nodes: fc.constantFrom(1, 2),
  submits: fc.array(submit, { maxLength: 6 }),
  queries: fc.array(fc.constantFrom<QueryScript>('own', 'lost', 'page', 'entries-500', 'entries-408', 'entries-777'), {
    maxLength: 12,
  }),
  scans: fc.integer({ min: 1, max: 3 }),
  tells: fc.boolean(),
  crashes: fc.array(fc.constantFrom('after-mark', 'after-send', 'after-answer', 'before-reply'), { maxLength: 2 }),
});

const forever = () => new Promise<void>(() => {});

/** Runs the product's own loops through this world, until every scan has ended; gives what must never be. */
async function broken(world: World, without?: Mend): Promise<string | undefined> {
  const clock = createVirtualClock();
  const base = createFakeImages();
  const green = createAdversary({ clock, images: base, ...world, ...(without === undefined ? {} : { without }) });
  const images = {
    ...base,
    url: async (ref: string) => `https://images.example/${ref}`,
    async withdraw(ref: string) {
      if (!world.tells) return 'unknown' as const;
      return (green.accepted.get(ref) ?? []).includes(true) ? ('fetched' as const) : ('unfetched' as const);
    },
  };
  let crashes = [...world.crashes];
  let died = false;
  const failpoint = async (at: string): Promise<void> => {
    if (died) return forever();
    if (crashes[0] !== at) return;
    crashes = crashes.slice(1);
    died = true;
    return forever();
  };
  const store = createMemoryStore({ clock });
  const first = createEngineFixture({ store, context: { clock, green, images, failpoint } });
  const { job } = first;
  let { engine } = first;
  engine.start();
  const ids: string[] = [];
  for (let made = 0; made < world.scans; made++) ids.push(await first.add());
  for (let minutes = 0; minutes < 75; ) {
    await clock.advance(minutes < 1 ? 2_000 : 30_000);
    minutes += minutes < 1 ? 1 / 30 : 0.5;
    if (died) {
      void engine.stop(0);
      await clock.advance(200);
      died = false;
      engine = createEngineFixture({ store, context: { clock, green, images, failpoint } }).engine;
      engine.start();
    }
    if ((await Promise.all(ids.map(job))).every(hasEnded)) break;
  }
  void engine.stop(0);
  await clock.advance(30_000);
  for (const id of ids) {
    const { phase } = await job(id);
    const accepted = green.accepted.get(id) ?? [];
    if (accepted.filter((fetched) => fetched).length > 1) return `${id} was read, and billed, ${accepted.length} times`;
    const earlier = accepted.slice(0, -1);
    if (earlier.length > 0 && (earlier.includes(true) || !world.tells))
      return `${id} was accepted ${accepted.length} times, and nobody knew that its image was not fetched`;
    const ended = phase.state === 'done' || phase.state === 'failed';
    if (!ended) return `${id} is still ${phase.state}`;
    const own = phase.state === 'done' || phase.code === 'unconfirmed' || green.saidFinal.has(id);
    if (accepted.length > 0 && !own)
      return `${id} was accepted and ended ${phase.state} ${'code' in phase ? phase.code : ''}`;
  }
  return undefined;
}

describe('whatever stands between, dies and is lost', () => {
  test('no scan is accepted twice, and each accepted one ends by Green’s own word or unconfirmed', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (each) => {
        expect(await broken(each)).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  }, 300_000);

  test.each<Mend>(['foreign-answers', 'fresh-probes', 'unsure-results'])(
    'the search finds a counterexample where the mend %s is taken out',
    async (without) => {
      const result = await fc.check(
        fc.asyncProperty(world, async (each) => (await broken(each, without)) === undefined),
        { numRuns: 3_000, endOnFailure: true },
      );
      const [found] = result.counterexample ?? [];
      expect(found && (await broken(found, without))).toMatch(/was (read|accepted)/);
    },
    300_000,
  );
});
