import { appendFile, readFile } from 'node:fs/promises';

/** A file of one JSON object a line, each about one picture: what is noted survives a run that is cut off. */
export async function openNotes(path) {
  const text = await readFile(path, 'utf8').catch(() => '');
  const all = text
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line));
  const files = new Set(all.map(({ file }) => file));
  return {
    all,
    has: (file) => files.has(file),
    async add(note) {
      all.push(note);
      files.add(note.file);
      await appendFile(path, `${JSON.stringify(note)}\n`);
    },
  };
}
