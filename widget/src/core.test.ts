// @vitest-environment node
import { expect, test } from 'vitest';

test('importing the core on a server does nothing and needs nothing', async () => {
  expect(typeof window).toBe('undefined');
  const core = await import('./core.ts');
  expect(Object.keys(core).sort()).toEqual([
    'ScanError',
    'createScanClient',
    'explainFill',
    'fillForm',
    'findCards',
    'hintsOf',
    'inspectImage',
    'openImage',
    'prepareImage',
    'recastScan',
  ]);
  core.createScanClient({ endpoint: '/scanfill', session: () => 'token' });
});
