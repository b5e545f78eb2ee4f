import { afterEach, expect, test, vi } from 'vitest';
import { ScanError } from '../base/scan-error.ts';
import { createBrowserServices } from './browser-services.ts';

afterEach(() => vi.restoreAllMocks());

test('what a gateway answered is told to the console as what it is, and what the service said is not', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { failureOf } = createBrowserServices({ endpoint: '/scanfill', session: () => 'token', card: 'passport' });
  const foreign = new ScanError('network', { detail: 'somebody answered 502', foreign: true });
  expect(failureOf(foreign)).toEqual({ code: 'network', retry: 'same', params: {} });
  expect(told.mock.calls).toEqual([[foreign]]);
  failureOf(new ScanError('image-too-large', { detail: 'The image has 3 bytes too many.' }));
  expect(told).toHaveBeenCalledTimes(1);
});
