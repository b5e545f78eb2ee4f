import type { ImageEntry } from './ledger.ts';

const windowMs = 1_000;

/** Most events in any sliding second; the times stand in order. */
export function busiestSecond(times: readonly number[]): number {
  let oldest = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while ((times[oldest] ?? at) <= at - windowMs) oldest += 1;
    most = Math.max(most, index - oldest + 1);
  }
  return most;
}

/**
 * Entries that bill the same thing again: grouped by the image's own bytes and by the caller's dataId. An image in
 * recognition counts, for it is about to be billed.
 */
export function repeatedBills(images: readonly ImageEntry[]): readonly (readonly ImageEntry[])[] {
  const groups = new Map<string, ImageEntry[]>();
  for (const image of images) {
    if (image.state !== 'billed' && image.state !== 'fetched') continue;
    const keys = [image.sha256 && `bytes ${image.sha256}`, image.dataId && `dataId ${image.dataId}`];
    for (const key of keys) {
      if (key === undefined || key === '') continue;
      const group = groups.get(`${image.account} ${key}`) ?? [];
      group.push(image);
      groups.set(`${image.account} ${key}`, group);
    }
  }
  const repeated = [...groups.values()].filter((group) => group.length > 1);
  return [...new Map(repeated.map((group) => [group.map(({ taskId }) => taskId).join(), group])).values()];
}

/**
 * Accepted submissions of one dataId, where one before the last may have cost something: its image was fetched, or is
 * still to be.
 */
export function repeatedSubmissions(images: readonly ImageEntry[]): readonly (readonly ImageEntry[])[] {
  const groups = new Map<string, ImageEntry[]>();
  for (const image of images) {
    if (image.dataId === undefined) continue;
    const key = `${image.account} ${image.dataId}`;
    groups.set(key, [...(groups.get(key) ?? []), image]);
  }
  const mayCost = ({ fetched, state }: ImageEntry) => fetched === 'half' || fetched === 'whole' || state === 'billed';
  return [...groups.values()].filter((group) => group.slice(0, -1).some(mayCost));
}
