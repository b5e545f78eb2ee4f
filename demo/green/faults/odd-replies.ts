import type { WireAnswer } from '../wire/gateway-errors.ts';

/**
 * Replies that cost whoever reads them carelessly. `deep`: entries nested `size` levels · `long-code`, `long-message`:
 * a gateway's error with a code or message of `size` characters · `long-number`: a service code of `size` digits ·
 * `long-error`: XML of `size` characters that never closes · `blanks`: `size` blanks · `not-json`: `size` letters ·
 * `many-entries`: `size` entries nobody asked for.
 */
export type OddReply =
  | 'deep'
  | 'long-code'
  | 'long-message'
  | 'long-number'
  | 'long-error'
  | 'blanks'
  | 'not-json'
  | 'many-entries';

/** Fields of a recognised card: one nested `size` levels deep, or all of them `size` digits or letters long. */
export type OddResult = 'deep' | 'digits' | 'long-text';

const json = 'application/json;charset=utf-8';
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** The reply, as text. */
export function oddReply(how: OddReply, size: number, requestId: string): WireAnswer {
  const served = (data: string): WireAnswer => ({
    status: 200,
    contentType: json,
    body: `{"code":200,"msg":"OK","requestId":"${requestId}","data":${data}}`,
  });
  const failed = (code: string, message: string): WireAnswer => ({
    status: 500,
    contentType: json,
    body: JSON.stringify({ RequestId: requestId, HostId: 'green', Code: code, Message: message }),
  });
  switch (how) {
    case 'deep':
      return served(nested(size));
    case 'many-entries':
      return served(`[${Array(size).fill('{"code":200,"taskId":"img-unasked"}').join()}]`);
    case 'long-code':
      return failed('A'.repeat(size), 'unknown');
    case 'long-message':
      return failed('InternalError', 'm'.repeat(size));
    case 'long-number':
      return { status: 200, contentType: json, body: `{"code":"${'9'.repeat(size)}","requestId":"${requestId}"}` };
    case 'long-error': {
      const piece = '<Code>a</Code>';
      return { status: 400, contentType: 'text/xml', body: `<Error>${piece.repeat(Math.ceil(size / piece.length))}` };
    }
    case 'blanks':
      return { status: 200, contentType: json, body: ' '.repeat(size) };
    case 'not-json':
      return { status: 200, contentType: json, body: 'x'.repeat(size) };
  }
}

const mark = (levels: number) => `@${levels} levels@`;

/**
 * A text in which every level counts cannot be made by `JSON.stringify`, whose own stack ends before; it is written in
 * afterwards.
 */
export function writeJson(value: unknown): string {
  return JSON.stringify(value).replace(/"@(\d{1,7}) levels@"/g, (_, levels: string) => nested(Number(levels)));
}

/** The fields as a fault leaves them. */
export function oddInfo(info: Readonly<Record<string, unknown>>, how: OddResult, size: number) {
  if (how === 'deep') {
    const [first = 'note'] = Object.keys(info);
    return { ...info, [first]: mark(size), nested: mark(size) };
  }
  const long = (how === 'digits' ? '9' : '长').repeat(size);
  const odd = Object.fromEntries(Object.keys(info).map((name): [string, unknown] => [name, long]));
  return 'overallDimension' in info ? { ...odd, overallDimension: { length: long, width: long, height: long } } : odd;
}
