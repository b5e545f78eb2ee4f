import type { WarningCode } from '@scanfill/proxy/contract';
import type { Failure, FlowHint } from '../core/flow-state.ts';
import type { TextKey } from './en.ts';

const texts: Readonly<Record<Failure['code'], TextKey>> = {
  'body-empty': 'refuseEmpty',
  'image-too-large': 'refuseBytes',
  'image-format': 'refuseFormat',
  'image-unreadable': 'refuseUnreadable',
  'image-side': 'refuseSide',
  'image-pixels': 'refusePixels',
  'gif-pixels': 'refuseGif',
  'too-many-files': 'refuseMany',
  network: 'failNetwork',
  offline: 'failNetwork',
  'upload-incomplete': 'failNetwork',
  'upload-too-slow': 'failNetwork',
  timeout: 'failTimeout',
  aborted: 'cancelled',
  'prepare-failed': 'failPrepare',
  'byte-target': 'failTarget',
  'session-missing': 'failSession',
  'session-invalid': 'failSession',
  'session-expired': 'failSession',
  'origin-refused': 'failRefused',
  'card-refused': 'failRefused',
  'green-permission': 'failRefused',
  'quota-exceeded': 'failQuota',
  'rate-limited': 'failBusy',
  overloaded: 'failBusy',
  stopping: 'failBusy',
  'store-unavailable': 'failBusy',
  'green-busy': 'failBusy',
  'scan-not-found': 'failGone',
  'green-refused': 'failPhoto',
  'green-download': 'failPhoto',
  'green-failed': 'failPhoto',
  'green-expired': 'failUnsure',
  'green-timeout': 'failUnsure',
  unconfirmed: 'failUnsure',
  'card-missing': 'failOther',
  'card-unknown': 'failOther',
  'request-invalid': 'failOther',
  'idempotency-key-invalid': 'failOther',
  'idempotency-conflict': 'failOther',
  'not-found': 'failOther',
  'method-not-allowed': 'failOther',
  protocol: 'failOther',
  internal: 'failOther',
};

const formatTexts: Readonly<Record<string, TextKey>> = {
  heic: 'refuseHeic',
  avif: 'refuseTiff',
  tiff: 'refuseTiff',
  jxl: 'refuseTiff',
  jp2: 'refuseTiff',
  psd: 'refuseTiff',
  raw: 'refuseTiff',
  icon: 'refuseTiff',
  svg: 'refuseSvg',
  pdf: 'refusePdf',
  video: 'refuseVideo',
  word: 'refuseDocument',
  excel: 'refuseDocument',
  powerpoint: 'refuseDocument',
  document: 'refuseDocument',
  archive: 'refuseDocument',
  html: 'refuseDocument',
  xml: 'refuseDocument',
  text: 'refuseDocument',
};

const formatNames: Readonly<Record<string, string>> = {
  avif: 'AVIF',
  tiff: 'TIFF',
  jxl: 'JPEG XL',
  jp2: 'JPEG 2000',
  psd: 'Photoshop',
  raw: 'RAW',
  icon: 'ICO',
  word: 'Word',
  excel: 'Excel',
  powerpoint: 'PowerPoint',
  document: 'Office',
  archive: 'ZIP',
  html: 'HTML',
  xml: 'XML',
  text: 'TXT',
};

/** The text for a failure with the figures it is filled with: bytes as megabytes, areas as megapixels. */
export function failureText(failure: Failure): { readonly key: TextKey; readonly params: Failure['params'] } {
  const { code, params } = failure;
  const format = typeof params.format === 'string' ? params.format : '';
  const key = (code === 'image-format' ? formatTexts[format] : undefined) ?? texts[code] ?? 'failOther';
  const scale = code === 'image-too-large' ? 1024 * 1024 : code === 'image-pixels' || code === 'gif-pixels' ? 1e6 : 1;
  return {
    key,
    params: {
      ...params,
      ...(formatNames[format] ? { format: formatNames[format] } : {}),
      ...(typeof params.actual === 'number' ? { actual: above(params.actual / scale) } : {}),
      ...(typeof params.limit === 'number' ? { limit: Math.floor((params.limit / scale) * 10) / 10 } : {}),
    },
  };
}

/** One decimal, rounded up: a file just over its limit must not be shown as having just the limit. */
function above(figure: number): number {
  return Math.ceil(figure * 10) / 10;
}

export const hintTexts: Readonly<Record<FlowHint, TextKey>> = {
  blur: 'hintBlur',
  glare: 'hintGlare',
  dark: 'hintDark',
  small: 'hintSmall',
};

export const warningTexts: Readonly<Record<WarningCode, TextKey>> = {
  'check-digit': 'warnCheckDigit',
  expired: 'warnExpired',
  unreadable: 'warnUnreadable',
  mismatch: 'warnMismatch',
  'other-side': 'warnOtherSide',
  photocopy: 'warnPhotocopy',
  rephotographed: 'warnRephotographed',
};
