import type { DoneScan, Fields } from '@scanfill/proxy/contract';

/** The fields of several sides as one; where two have the same field, the first wins. */
export function mergedFields(scans: readonly DoneScan[]): Fields {
  return Object.assign({}, ...scans.map(({ fields }) => fields).reverse());
}
