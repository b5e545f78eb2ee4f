import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/**
 * The links of a built site that lead nowhere: to no file of it, or to no place in a page.
 * @param {string} folder
 * @param {string} base the path it is mounted at
 * @returns {{ links: number, dead: readonly string[] }}
 */
export function deadLinks(folder, base) {
  const pages = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.html') && path !== '404.html')
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  const ids = new Map([...pages].map(([path, html]) => [path, new Set(all(html, /\sid="([^"]+)"/g))]));
  const links = [...pages].flatMap(([page, html]) =>
    [...all(html, /<(?:a|link|script|img|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map((target) => ({
      page,
      target,
    })),
  );
  const own = links.filter(({ target }) => !/^([a-z]+:|\/\/)/i.test(target));
  const dead = own.filter(({ page, target }) => {
    const [path = '', hash = ''] = target.split('#');
    if (path.startsWith('/') && !path.startsWith(base)) return true;
    const place = path.startsWith('/') ? path.slice(base.length) : posix.join(posix.dirname(page), path);
    const file = path === '' ? page : decodeURIComponent(place).replace(/(^|\/)$/, '$1index.html');
    if (!existsSync(join(folder, file)) || !statSync(join(folder, file)).isFile()) return true;
    return hash !== '' && pages.has(file) && !ids.get(file)?.has(decodeURIComponent(hash));
  });
  return { links: own.length, dead: [...new Set(dead.map(({ page, target }) => `${page}: ${target}`))] };
}

const all = (text, pattern) => [...text.matchAll(pattern)].map(([, part]) => unescaped(part));
const unescaped = (text) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
