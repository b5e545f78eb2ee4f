/** Puts modules in others' place at build time, by where an import leads and not by how it is spelled. */
import { readFile } from 'node:fs/promises';

/**
 * The pairs of a list as `src/element/stand-ins/swaps.ts` keeps it, where the compiler checks that each fits: `{
 * original, standIn }`.
 */
export async function pairsOf(list) {
  const lines = (await readFile(list, 'utf8')).split('\n').filter((line) => /^ *\(await import\(/.test(line));
  return lines.map((line) => {
    const [standIn, original, ...others] = [...line.matchAll(/import\('([^']+)'\)/g)].map(([, specifier]) => specifier);
    if (!original || others.length > 0) throw new Error(`This is no pair of a module and its stand-in: ${line.trim()}`);
    return { original, standIn };
  });
}

/**
 * A plugin that swaps every pair of the list. A stand-in that names a module of its own package means that module
 * itself. The build fails where something of a pair is not there, and where nothing imported what was to be swapped: a
 * swap must not get lost unnoticed.
 */
export function swapModules(list) {
  const standIns = new Map();
  const unused = new Map();
  return {
    name: 'swap-modules',
    enforce: 'pre',
    async buildStart() {
      standIns.clear();
      for (const { original, standIn } of await pairsOf(list)) {
        const [from, to] = await Promise.all(
          [original, standIn].map((specifier) => this.resolve(specifier, list, { skipSelf: true })),
        );
        if (!from || !to) this.error(`${list} swaps ${original} for ${standIn}, one of which is not there.`);
        standIns.set(from.id, to.id);
        unused.set(from.id, original);
      }
    },
    async resolveId(specifier, importer, options) {
      if (!importer) return undefined;
      const found = await this.resolve(specifier, importer, { ...options, skipSelf: true });
      const to = found && standIns.get(found.id);
      const isItself = specifier.startsWith('.') && [...standIns.values()].includes(importer);
      if (!to || isItself) return found;
      unused.delete(found.id);
      return to;
    },
    buildEnd(error) {
      if (!error && unused.size > 0)
        this.error(`Nothing imports ${[...unused.values()].join(', ')}, for which ${list} has a stand-in.`);
    },
  };
}
