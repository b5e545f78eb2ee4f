import { createMemoryStore } from './memory.ts';
import { storeSuite } from './testing/store-suite.ts';

storeSuite('memory', async () => {
  const store = createMemoryStore({ clock: { now: () => Date.now() } });
  await store.start();
  return { store, dispose: () => store.stop() };
});
