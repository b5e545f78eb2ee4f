/** Green's body codes, which come with HTTP 200 at the top of an answer and for each task. */
export const codes = {
  ok: { code: 200, msg: 'OK' },
  processing: { code: 280, msg: 'PROCESSING' },
  badRequest: { code: 400, msg: 'BAD_REQUEST' },
  notAllowed: { code: 401, msg: 'NOT_ALLOWED' },
  forbidden: { code: 403, msg: 'FORBIDDEN' },
  notFound: { code: 404, msg: 'NOT_FOUND' },
  noPermission: { code: 408, msg: 'PERMISSION_DENY' },
  downloadFailed: { code: 480, msg: 'DOWNLOAD_FAILED' },
  gifTooManyPixels: { code: 480, msg: 'GIF_TOO_MUCH_PIXELS' },
  generalError: { code: 500, msg: 'GENERAL_ERROR' },
  dbFailed: { code: 580, msg: 'DB_FAILED' },
  timeout: { code: 581, msg: 'TIMEOUT' },
  cacheFailed: { code: 585, msg: 'CACHE_FAILED' },
  algoFailed: { code: 586, msg: 'ALGO_FAILED' },
  mqFailed: { code: 587, msg: 'MQ_FAILED' },
  exceedQuota: { code: 588, msg: 'EXCEED_QUOTA' },
  tooLarge: { code: 589, msg: 'TOO_LARGE' },
  badFormat: { code: 590, msg: 'BAD_FORMAT' },
  connectionPoolFull: { code: 591, msg: 'CONNECTION_POOL_FULL' },
  downloadTimeout: { code: 592, msg: 'DOWNLOAD_TIMEOUT' },
  expired: { code: 594, msg: 'EXPIRED' },
  catchFrameFailed: { code: 595, msg: 'CATCH_FRAME_FAILED' },
  permissionDeny: { code: 596, msg: 'PERMISSION_DENY' },
} as const;

/** A code and what stands beside it. */
export type Code = { readonly code: number; readonly msg: string };

/** The same code with a message of its own. */
export function withMessage({ code, msg }: Code, detail: string): Code {
  return { code, msg: `${msg}: ${detail}` };
}
