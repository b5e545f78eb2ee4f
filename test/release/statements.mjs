/** A declaration file without its comments. */
const withoutComments = (text) =>
  text.replaceAll(/("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '$1');

const block = /^(export\s+)?(default\s+)?(declare\s+)?(abstract\s+)?(interface|class|global|namespace|enum)\b/;

/** The top-level statements of a declaration file as the compiler writes it, comments and white space left out. */
function statementsOf(text) {
  const statements = [];
  let depth = 0;
  let current = '';
  for (const [piece] of withoutComments(text).matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[\s\S]/g)) {
    current += piece;
    if ('{(['.includes(piece)) depth++;
    if ('})]'.includes(piece)) depth--;
    if (depth > 0 || !(piece === ';' || (piece === '}' && block.test(current.trimStart())))) continue;
    statements.push(current.trim().replaceAll(/\n\s*\n/g, '\n'));
    current = '';
  }
  return statements.filter((statement) => statement !== ';' && statement !== 'export {};');
}

/** `{ A, type B as C }` as pairs of what it is called there and here. */
const pairsOf = (list) =>
  list
    .split(',')
    .map((each) => each.trim().replace(/^type\s+/, ''))
    .filter(Boolean)
    .map((each) => {
      const [there = '', here = there] = each.split(/\s+as\s+/);
      return { there, here };
    });

const link =
  /^(import|export)\s+(?:type\s+)?(?:(\*)|([\w$]+))?,?\s*(?:as\s+([\w$]+)\s*)?(?:\{([^}]*)\})?\s*(?:from\s*)?(?:['"]([^'"]+)['"])?;$/;
const declared =
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:type|interface|class|function|const|let|var|enum|namespace)\s+([\w$]+)/;

/**
 * What a declaration file says: `declarations` by name, `imports` and `exports` by local name as `{ from, name }`
 * (`from` undefined: this file), `all`: modules whose exports are its own, `always`: what counts without being asked
 * for.
 */
export function moduleOf(text) {
  const module = { declarations: new Map(), imports: new Map(), exports: new Map(), all: [], always: [] };
  for (const statement of statementsOf(text)) {
    const name = declared.exec(statement)?.[1];
    const [, kind, star, single, alias, list, from] = (name === undefined && link.exec(statement)) || [];
    if (name !== undefined) {
      module.declarations.set(
        name,
        `${module.declarations.has(name) ? `${module.declarations.get(name)}\n` : ''}${statement}`,
      );
      if (/^export\s+default\b/.test(statement)) module.exports.set('default', { name });
      else if (statement.startsWith('export')) module.exports.set(name, { name });
    } else if (kind === 'import') {
      for (const { there, here } of pairsOf(list ?? '')) module.imports.set(here, { from, name: there });
      if (star) module.imports.set(alias, { from, name: '*' });
      if (single) module.imports.set(single, { from, name: 'default' });
    } else if (kind === 'export' && star) module.all.push(from);
    else if (kind === 'export')
      for (const { there, here } of pairsOf(list ?? '')) module.exports.set(here, { from, name: there });
    else {
      const [, other] = /^export\s+default\s+([\w$]+);$/.exec(statement) ?? [];
      if (other) module.exports.set('default', { name: other });
      else module.always.push(statement);
    }
  }
  return module;
}
