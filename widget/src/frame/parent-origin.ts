/**
 * The origin of the page around the frame: the one it names itself in `?parent=`, if it stands in the list of those
 * that may. The list is the frame's server's to keep; without it anybody could put the frame into a page of theirs and
 * be handed what it reads.
 */
export function parentOriginOf(search: string, list: string | null | undefined): string | undefined {
  const named = new URLSearchParams(search).get('parent');
  const allowed = (list ?? '').split(/\s+/).filter((origin) => origin !== '' && origin !== '*');
  return named !== null && allowed.includes(named) ? named : undefined;
}
