import type { ProxyProcess } from '../harness/proxies.ts';

/** The dataIds that `scanfill-proxy reconcile` lists on a proxy's store: what may have been billed without a result. */
export async function reconciled(proxy: ProxyProcess | undefined): Promise<ReadonlySet<string>> {
  const text = (await proxy?.command(['reconcile', '--format', 'json'])) ?? '[]';
  const rows: readonly { readonly dataId: string }[] = JSON.parse(text);
  return new Set(rows.map(({ dataId }) => dataId));
}
