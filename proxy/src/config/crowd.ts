import type { ProxyOptions } from '../options.ts';
import type { Settings } from './settings.ts';

type Bounds = Pick<Settings, 'sessionQuota' | 'mostUploadsASubject' | 'mostUploadMbASubject' | 'mostPollsASubject'>;

/**
 * What bounds a session or subject where its requests a minute are not: only what is set by itself. One that may ask as
 * often as it likes stands for many people, as a backend's does.
 */
export function boundsOfCrowd(options: ProxyOptions): Bounds | undefined {
  if (options.requestsPerMinute !== 0) return undefined;
  return {
    sessionQuota: options.sessionQuota ?? 0,
    mostUploadsASubject: options.mostUploadsASubject ?? 0,
    mostUploadMbASubject: options.mostUploadMbASubject ?? 0,
    mostPollsASubject: options.mostPollsASubject ?? 0,
  };
}
