import { randomUUID } from 'node:crypto';
import type { Credentials } from '../../proxy/src/green/credentials.ts';
import { sign } from '../../proxy/src/green/sign.ts';
import { createFreshTransport } from '../../proxy/src/green/transport.ts';

/** Green's answer as it came. */
export type WireAnswer = {
  readonly status: number;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
};

/**
 * Calls Green with the proxy's own signature and shows the answer untouched: the parsed one would hide what is to be
 * seen.
 */
export function createWireCall(
  endpoint: string,
  credentials: Credentials,
): (path: string, body: unknown) => Promise<WireAnswer> {
  const transport = createFreshTransport({ origin: endpoint, connectTimeoutMs: 5_000, timeoutMs: 20_000 });
  return async (path, body) => {
    const text = JSON.stringify(body);
    const headers = sign({ method: 'POST', path, body: text, credentials, nonce: randomUUID(), date: new Date() });
    const exchange = await transport.exchange({ path, headers, body: text });
    if (exchange.kind !== 'answer') throw new Error(`${path}: no answer (${exchange.kind}, ${exchange.cause})`);
    return { status: exchange.status, text: exchange.text, json: objectOf(exchange.text) };
  };
}

/** The elements of an answer's `data`. */
export function entriesOf(answer: WireAnswer): readonly Readonly<Record<string, unknown>>[] {
  const { data } = answer.json;
  return Array.isArray(data) ? data.map((each: unknown) => (isObject(each) ? each : {})) : [];
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
