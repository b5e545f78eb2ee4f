import { posix } from 'node:path';

/** The address of a path in the repository, as it was at a version. */
export const addressOf = (repository, version, path) =>
  `${repository}/${/\.\w+$/.test(path) ? 'blob' : 'tree'}/v${version}/${path}`;

/**
 * A page's text with each relative link that leads out of the package's files made absolute: a packed package has no
 * neighbours. `page`: its path in the repository, such as `widget/README.md`; `packed`: the files of its package, by
 * their paths in the repository.
 */
export function withAbsoluteLinks(text, { page, packed, repository, version }) {
  return text.replaceAll(/\]\((?![a-z]+:|#)([^)#\s]*)(#[^)\s]*)?\)/g, (link, target, anchor = '') => {
    const path = posix.join(posix.dirname(page), target);
    return packed.has(path) ? link : `](${addressOf(repository, version, path)}${anchor})`;
  });
}
