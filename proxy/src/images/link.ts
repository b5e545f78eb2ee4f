import type { SealedFiles } from '../seal/sealed-files.ts';
import { createAddressMac, idLength } from './address.ts';
import type { Fetched, FetchLog } from './fetch-log.ts';
import { createHotImages } from './hot-images.ts';
import type { ImageHost, ServedImages } from './images.ts';

/**
 * Three of the largest images: with less, an upload is likely to be refused, and soon the jobs cannot be written
 * either.
 */
const leastRoomBytes = 60 * 2 ** 20;
/**
 * The file that says how often an image was withdrawn: by its name alone, so that one cut short by a crash says it too.
 */
const markerName = /^([\w-]{22})-w(\d+)$/;
const markerOf = (id: string, generation: number): string => `${id}-w${generation}`;

/** The `link` image host: the proxy itself serves images to Green, each under a 128-bit token. */
export type LinkImages = ImageHost & ServedImages;

type Entry = { generation: number; fetched: Fetched; readonly mediaType?: string };

/**
 * Keeps images sealed in a directory and gives out `<publicUrl>/i/<token>`. A token is the scan's id and a MAC over it
 * and a generation, so that a restart keeps every address that Green may still fetch; withdrawing moves to the next
 * generation, which is written down before it counts. What an earlier process handed out is known from `fetchLog`;
 * without one, evidence is given only for what this very process has seen from the beginning.
 */
export function createLinkImages(deps: {
  readonly files: SealedFiles;
  /** Where the proxy is reached from outside, its mount path included. */
  readonly publicUrl: string;
  /** Addresses are given out under the first and good under each, so that a rotation breaks none that is on its way. */
  readonly secrets: readonly [string, ...string[]];
  readonly fetchLog?: FetchLog;
  /** Asked at the start: what lies here was put back, and may be older than what was handed out. */
  readonly isCopy?: () => boolean;
}): LinkImages {
  const { files, secrets, fetchLog, isCopy = () => false } = deps;
  const base = deps.publicUrl.replace(/\/+$/, '');
  const entries = new Map<string, Entry>();
  const hot = createHotImages();
  const macs = createAddressMac(secrets);

  function entryOf(id: string): Entry {
    const known = entries.get(id);
    if (known) return known;
    const entry: Entry = { generation: 0, fetched: fetchLog?.earlier(id) ?? 'unknown' };
    entries.set(id, entry);
    return entry;
  }

  return {
    kind: 'link',

    async start() {
      const names = new Set<string>();
      // All of them, whatever the clock says by now.
      for await (const { name } of files.list(Number.POSITIVE_INFINITY)) names.add(name);
      const ids = [...names].filter((name) => name.length === idLength);
      fetchLog?.start(ids, !isCopy());
      for (const name of names) {
        const [, id, generation] = markerName.exec(name) ?? [];
        if (id === undefined) continue;
        const former = entryOf(id).generation;
        entryOf(id).generation = Math.max(former, Number(generation));
        // A crash came between the next withdrawal's marker and the removal of this one.
        if (former > 0) await files.erase(markerOf(id, Math.min(former, Number(generation))));
        if (names.has(id)) continue;
        // Its image was erased, and a crash came before its own turn.
        entries.delete(id);
        await files.erase(name);
      }
    },

    async put({ id, mediaType, bytes }, source, signal) {
      try {
        const content = hot.tap(id, bytes, source);
        await files.put(id, mediaType, content, { signal, consume: content === source });
      } catch (error) {
        hot.forget(id);
        throw error;
      }
      entries.set(id, { generation: 0, fetched: false, mediaType });
      return id;
    },

    url: async (id) => `${base}/i/${id}${macs.of(id, entries.get(id)?.generation ?? 0)}`,

    async erase(refs) {
      await Promise.all(
        refs.map(async (id) => {
          hot.forget(id);
          await files.erase(id);
          // Not before: a withdrawal that still found the image has left its marker meanwhile.
          const generation = entries.get(id)?.generation ?? 0;
          entries.delete(id);
          fetchLog?.forget(id);
          if (generation > 0) await files.erase(markerOf(id, generation));
        }),
      );
    },

    async withdraw(id) {
      const entry = entryOf(id);
      // Kept as it is: the next address proves nothing about the former ones.
      const { fetched } = entry;
      entry.generation += 1;
      await files.put(markerOf(id, entry.generation), '', (async function* () {})());
      if (entry.generation > 1) await files.erase(markerOf(id, entry.generation - 1));
      const image = await files.open(id).catch(() => 'unreadable' as const);
      if (image === undefined) {
        // Its scan ended meanwhile: nobody else would remove the marker.
        entries.delete(id);
        await files.erase(markerOf(id, entry.generation));
        return 'unknown';
      }
      if (image !== 'unreadable') await image.close();
      if (fetched === 'unknown') return 'unknown';
      return fetched ? 'fetched' : 'unfetched';
    },

    async *stored(beforeMs) {
      for await (const { name, changedAtMs } of files.list(beforeMs)) {
        if (name.length === idLength) yield { ref: name, id: name, storedAtMs: changedAtMs };
      }
    },

    hasRoom: async (bytes = 0) => (await files.room()) >= leastRoomBytes + bytes,

    async open(token) {
      const id = token.slice(0, idLength);
      if (!macs.holds(id, entries.get(id)?.generation ?? 0, token.slice(idLength))) return undefined;
      const known = entries.has(id);
      const entry = entryOf(id);
      if (entry.fetched !== true) fetchLog?.note(id);
      entry.fetched = true;
      const image = hot.fetch(id);
      if (image && entry.mediaType !== undefined)
        return {
          meta: entry.mediaType,
          bytes: image.length,
          whole: image,
          content: only(image),
          close: async () => {},
        };
      const file = await files.open(id);
      if (!file && !known) entries.delete(id);
      return file;
    },
  };
}

async function* only(image: Buffer): AsyncGenerator<Buffer> {
  yield image;
}
