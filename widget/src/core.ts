/** Scanfill without a view: inspect, prepare and send a photo, follow its scan, fill the form. */
export type { CardName, DoneScan, FailedScan, Fields, Inspection, Scan } from '@scanfill/proxy/contract';
export { ScanError, type ScanErrorCode } from './core/base/scan-error.ts';
export { recastScan } from './core/client/recast-scan.ts';
export type { FollowOptions, Progress, ScanClient, ScanClientOptions, ScanOptions } from './core/client/scan-client.ts';
export type { SessionAnswer, SessionSource } from './core/client/session.ts';
export type { Consent } from './core/consent.ts';
export type { Point, Quad } from './core/edges/quad.ts';
export { explainFill } from './core/explain.ts';
export type { ExplainedControl, FillExplanation } from './core/explain-fill.ts';
export {
  type FillMap,
  type FillOptions,
  type FillOutcome,
  type FillResult,
  fillForm,
  type SkippedControl,
  type Undone,
} from './core/fill-form.ts';
export type { Pixels } from './core/hints/luminance.ts';
export type { Hint } from './core/hints.ts';
export { createScanClient, findCards, hintsOf, inspectImage, openImage, prepareImage } from './core/later.ts';
export type { Opened } from './core/open/opened.ts';
export type { Pages, Way } from './core/open/pages.ts';
export type { Prepared, PrepareNote, PrepareOptions } from './core/prepare-image.ts';
