/** The React build: the upload area, its headless hook, and the types they speak. */
export type { CardName, DoneScan, Fields } from '@scanfill/proxy/contract';
export type { Consent } from './core/consent.ts';
export type { FillTarget } from './core/fill-target.ts';
export type { ScanFlow } from './core/flow/flow.ts';
export type { FlowServices } from './core/flow/flow-services.ts';
export type { Failure, Filled, FlowState, Phase } from './core/flow/flow-state.ts';
export type { Hint } from './core/hints.ts';
export type { Pages } from './core/open/pages.ts';
export type { Language, Texts } from './texts/language.ts';
export { type LanguageTag, languageTags } from './texts/languages.ts';
export type { Messages } from './texts/speak.ts';
export { type CardLook, CardUpload, type CardUploadProps } from './ui/card-upload.tsx';
export type { ConsentAsked } from './ui/consent/use-consent.ts';
export { CardUploadGroup, type CardUploadGroupProps, type GroupResult } from './ui/group/card-upload-group.tsx';
export { type CardScan, type CardScanOptions, useCardScan } from './ui/use-card-scan.ts';
