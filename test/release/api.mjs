import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../scripts/workspace.mjs';
import { moduleOf } from './statements.mjs';

/**
 * The API of a built package as a page: what each entry exports, and every declaration that these need, as the compiler
 * wrote them. What is not reached from an entry may change without anybody noticing, and does not stand there.
 */
export function apiOf(name) {
  const home = join(root, name);
  const { exports } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const modules = new Map();
  const needed = new Map();
  const entries = Object.entries(exports)
    .filter(([, target]) => typeof target.types === 'string' && !target.types.includes('*'))
    .map(([entry, { types }]) => ({ entry, file: join(home, types) }));

  const read = (file) => {
    if (!modules.has(file)) modules.set(file, moduleOf(readFileSync(file, 'utf8')));
    return modules.get(file);
  };
  const fileOf = (from, file) => {
    if (!from?.startsWith('.')) return undefined;
    const path = join(dirname(file), from).replace(/(\.d)?\.[jt]sx?$/, '.d.ts');
    return existsSync(path) ? path : undefined;
  };
  const namesOf = (file) => {
    const { exports, all } = read(file);
    const others = all.map((from) => fileOf(from, file)).flatMap((other) => (other ? namesOf(other) : []));
    return [...exports.keys(), ...others.filter((each) => each !== 'default')];
  };

  /** Takes an exported name of a file, and what it needs. */
  function takeExport(file, exported) {
    const { exports, all } = read(file);
    const { from, name } = exports.get(exported) ?? {};
    if (name === undefined) {
      for (const other of all.map((each) => fileOf(each, file)))
        if (other && namesOf(other).includes(exported)) takeExport(other, exported);
    } else if (from === undefined) take(file, name);
    else follow(file, { from, name });
  }
  function follow(file, { from, name }) {
    const other = fileOf(from, file);
    if (other === undefined) return;
    for (const each of name === '*' ? namesOf(other) : [name]) takeExport(other, each);
  }
  function take(file, name) {
    const { declarations, imports } = read(file);
    if (!declarations.has(name)) {
      if (imports.has(name)) follow(file, imports.get(name));
      return;
    }
    const taken = needed.get(file) ?? new Set();
    needed.set(file, taken);
    if (taken.has(name)) return;
    taken.add(name);
    mention(file, declarations.get(name));
  }
  /** Takes what a statement speaks of. */
  function mention(file, statement) {
    const { declarations, imports } = read(file);
    for (const [, from, name = '*'] of statement.matchAll(/import\(['"]([^'"]+)['"]\)(?:\.([\w$]+))?/g))
      follow(file, { from, name });
    for (const [word] of statement.matchAll(/[A-Za-z_$][\w$]*/g))
      if (declarations.has(word) || imports.has(word)) take(file, word);
  }

  for (const { file } of entries) {
    for (const exported of namesOf(file)) takeExport(file, exported);
    for (const statement of read(file).always) mention(file, statement);
  }
  const code = (text) => `\`\`\`ts\n${text}\n\`\`\`\n`;
  const told = entries.map(({ entry, file }) => {
    const names = [...new Set(namesOf(file))].sort();
    const always = read(file).always.map((statement) => code(statement));
    return `## \`@scanfill/${entry.replace('.', name)}\`\n\n${names.map((each) => `\`${each}\``).join(', ') || 'Nothing by name.'}\n${always.length > 0 ? `\n${always.join('\n')}` : ''}`;
  });
  const files = [...needed].map(([file, names]) => {
    const texts = [...names].sort().map((each) => read(file).declarations.get(each));
    return { path: relative(join(home, 'dist'), file).replaceAll('\\', '/'), text: texts.join('\n') };
  });
  files.sort((one, other) => (one.path < other.path ? -1 : 1));
  return `# The API of @scanfill/${name}

Made by \`pnpm api\` from the built declarations; a test compares it. A line that is gone or has changed breaks somebody's code: say so in a changeset.

${told.join('\n')}
## Declarations

${files.map(({ path, text }) => `### ${path}\n\n${code(text)}`).join('\n')}`;
}
