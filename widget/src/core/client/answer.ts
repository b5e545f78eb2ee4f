import type { Problem, ProblemCode, Scan } from '@scanfill/proxy/contract';
import { ScanError } from '../base/scan-error.ts';
import type { TransportResponse } from './transport.ts';

/**
 * What stands behind the status when a proxy, a gateway or a captive portal on the way answers instead of the service.
 */
const statusCodes: Readonly<Record<number, ProblemCode>> = {
  401: 'session-invalid',
  403: 'origin-refused',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'upload-too-slow',
  413: 'image-too-large',
  415: 'image-format',
  429: 'rate-limited',
  500: 'internal',
};

/** The scan in a 2xx answer; throws `protocol` where it holds none. */
export function scanOf(response: TransportResponse): Scan {
  return objectOf<Scan>(response, ({ id, state }) => typeof id === 'string' && typeof state === 'string');
}

/** What a 2xx answer holds, where `fits` says that it is that; throws `protocol` where it is not. */
export function objectOf<T>(
  response: TransportResponse,
  fits: (body: Readonly<Record<string, unknown>>) => boolean,
): T {
  const body = parsed(response.text);
  if (isObject(body) && fits(body)) return body as T;
  throw new ScanError('protocol', { detail: told(response) + wrongAddress, foreign: true });
}

/** The error of an answer that is no 2xx, or of none at all; `bytes` were sent. */
export function errorOf(response: TransportResponse | undefined, now: number, bytes?: number): ScanError {
  if (!response) return new ScanError('network', { detail: 'The service could not be reached.' });
  const body = parsed(response.text);
  const problem = isProblem(body) ? body : undefined;
  const code = problem?.code ?? statusCodes[response.status];
  const seconds = retryAfterSeconds(response, now);
  return new ScanError(code ?? (response.status > 500 ? 'network' : 'protocol'), {
    detail: problem?.detail ?? `${told(response)}${response.status === 413 ? tooLarge(bytes) : wrongAddress}`,
    foreign: !problem,
    params: seconds === undefined ? {} : { seconds },
    ...(problem ? { problem } : {}),
  });
}

/** What came instead of an answer of the service: its status, its type and the text of its page. */
function told(response: TransportResponse): string {
  const text = response.text
    .slice(0, 2_000)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120);
  return `Not the service but somebody before it answered ${response.status} (${response.header('content-type') ?? 'no type'}): “${text}”.`;
}

const wrongAddress = ' Is `endpoint` the address of the Scanfill proxy?';

const tooLarge = (bytes = 0): string =>
  ` The ${bytes} bytes sent are more than it takes, the service takes 20 MB: raise its limit (nginx: client_max_body_size 21m).`;

/** Seconds of `Retry-After`, from either of its forms; undefined without one. */
function retryAfterSeconds(response: TransportResponse, now: number): number | undefined {
  const value = response.header('retry-after');
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1_000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function isProblem(body: unknown): body is Problem {
  return isObject(body) && typeof body.code === 'string' && String(body.type).startsWith('urn:scanfill:problem:');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
