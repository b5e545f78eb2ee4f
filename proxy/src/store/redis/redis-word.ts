const known = /\b(READONLY|OOM|NOREPLICAS|NOPERM|MISCONF|MOVED|CROSSSLOT|CLUSTERDOWN|TRYAGAIN|LOADING|MASTERDOWN)\b/;

/**
 * Redis's own word for why it refused (`READONLY`, `OOM`, `NOREPLICAS`, `NOPERM` …), or the connection's
 * (`ECONNREFUSED`, `TIMEOUT`, `CLOSED`): nothing else of a message, which may quote what was sent.
 */
export function redisWord(error: unknown): string {
  if (!(error instanceof Error)) return 'ERR';
  if ('code' in error && typeof error.code === 'string' && /^E?[A-Z_]+$/.test(error.code)) return error.code;
  const { message } = error;
  if (message === 'Command timed out') return 'TIMEOUT';
  if (/^(Connection is closed|Stream isn't writeable|Cluster isn't ready)/.test(message)) return 'CLOSED';
  if (/can't run this command|no permissions to/.test(message)) return 'NOPERM';
  return known.exec(message)?.[1] ?? /^[A-Z]{2,}\b/.exec(message)?.[0] ?? 'ERR';
}

/** A message of Redis for the operator: one line, without the bytes that it quotes. */
export function redisMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/,? with args beginning with:[\s\S]*$/, '')
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .slice(0, 300);
}
