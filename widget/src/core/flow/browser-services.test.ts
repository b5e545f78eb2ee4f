import { afterEach, expect, test, vi } from 'vitest';
import { ScanError } from '../base/scan-error.ts';
import { createBrowserServices } from './browser-services.ts';

afterEach(() => vi.restoreAllMocks());

test('what a gateway answered is told to the console as what it is, and what a person can mend is not', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { failureOf } = createBrowserServices({ endpoint: '/scanfill', session: () => 'token', card: 'passport' });
  const foreign = new ScanError('network', { detail: 'somebody answered 502', foreign: true });
  expect(failureOf(foreign)).toEqual({ code: 'network', retry: 'same', params: {} });
  expect(told.mock.calls).toEqual([[foreign]]);
  failureOf(new ScanError('image-too-large', { detail: 'The image has 3 bytes too many.' }));
  failureOf(new ScanError('scan-not-found'));
  expect(told).toHaveBeenCalledTimes(1);
});

test.each(['session-missing', 'card-unknown', 'origin-refused'] as const)(
  'what the page, or who runs the service, has to mend is told to the console: %s',
  (code) => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { failureOf } = createBrowserServices({ endpoint: '/scanfill', session: () => 'token', card: 'passport' });
    const error = new ScanError(code, { detail: 'The page could not get a session token.' });
    failureOf(error);
    expect(told.mock.calls).toEqual([[error]]);
  },
);
