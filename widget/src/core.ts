/** Scanfill without a view: inspect, prepare and send a photo, follow its scan, fill the form. */
export type { CardName, DoneScan, FailedScan, Fields, Inspection, Scan } from '@scanfill/proxy/contract';
export { type FillMap, type FillOptions, type FillResult, fillForm } from './core/fill-form.ts';
export { type Hint, hintsOf } from './core/hints.ts';
export { inspectImage } from './core/inspect-image.ts';
export { type Prepared, type PrepareOptions, prepareImage } from './core/prepare-image.ts';
export { createScanClient, type Progress, type ScanClient, type ScanClientOptions } from './core/scan-client.ts';
export { ScanError, type ScanErrorCode } from './core/scan-error.ts';
export type { SessionAnswer, SessionSource } from './core/session.ts';
