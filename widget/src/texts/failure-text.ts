import type { WarningCode } from '@scanfill/proxy/contract';
import type { Failure } from '../core/flow/flow-state.ts';
import type { Hint } from '../core/hints.ts';
import type { TextKey } from './en.ts';

/**
 * Failure codes by their text, in one line each: a table with a row for every code would be twice the size in every
 * page. What a file is instead of a photo is worded by `foreign-text.ts`.
 */
const codes: Partial<Record<TextKey, string>> = {
  refuseEmpty: 'body-empty',
  refuseBytes: 'image-too-large',
  refuseFormat: 'image-format',
  refuseUnreadable: 'image-unreadable',
  refuseGone: 'gone',
  refuseSide: 'image-side',
  refusePixels: 'image-pixels',
  refuseGif: 'gif-pixels',
  refuseMany: 'too-many-files',
  failNetwork: 'network offline upload-incomplete upload-too-slow',
  failPart: 'part-missing',
  failBrowser: 'browser-too-old',
  failTimeout: 'timeout',
  cancelled: 'aborted',
  failPrepare: 'prepare-failed',
  failTarget: 'byte-target',
  failSession: 'session-missing session-invalid session-expired',
  failRefused: 'origin-refused card-refused green-permission',
  failQuota: 'quota-exceeded',
  failDay: 'daily-limit',
  failBusy: 'rate-limited overloaded stopping store-unavailable green-busy green-away',
  failGone: 'scan-not-found',
  failPhoto: 'green-refused green-download green-failed',
  failUnsure: 'green-expired unconfirmed',
};

function keyOf(word: string): TextKey | undefined {
  const found = Object.entries(codes).find(([, words]) => words.split(' ').includes(word));
  return found && (found[0] as TextKey);
}

/** The text for a failure with the figures it is filled with: bytes as megabytes, areas as megapixels. */
export function failureText({ code, params }: Failure): { readonly key: TextKey; readonly params: Failure['params'] } {
  const named = keyOf(params.gone ? 'gone' : code) ?? 'failOther';
  // A gateway, or the service, refused what was sent without a figure for the sentence.
  const key = /^refuse(Bytes|Side|Pixels|Gif)$/.test(named) && params.limit === undefined ? 'failTarget' : named;
  const scale = code === 'image-too-large' ? 1024 * 1024 : code === 'image-pixels' || code === 'gif-pixels' ? 1e6 : 1;
  return {
    key,
    params: {
      ...params,
      ...(typeof params.actual === 'number' ? { actual: above(params.actual / scale) } : {}),
      ...(typeof params.limit === 'number' ? { limit: Math.floor((params.limit / scale) * 10) / 10 } : {}),
    },
  };
}

/** One decimal, rounded up: a file just over its limit must not be shown as having just the limit. */
function above(figure: number): number {
  return Math.ceil(figure * 10) / 10;
}

/** What is wrong with a picture or a field; that it shows another card is said by the card's name (`misplaced`). */
export type OwnWarning = Exclude<WarningCode, 'other-side' | 'other-card'>;

/**
 * `blur` → `hintBlur`, `check-digit` → `warnCheckDigit`: the texts' keys are made of the codes; a test holds them
 * together.
 */
export function textKey(prefix: 'hint' | 'warn', code: Hint | OwnWarning): TextKey {
  return `${prefix}-${code}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as TextKey;
}
