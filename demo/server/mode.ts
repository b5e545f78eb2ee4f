/** What stands behind the demo: the stand-in on this machine, or Alibaba Cloud's Green, where every photo is billed. */
export type Mode = {
  readonly upstream: 'stand-in' | 'green';
  /** Host name of the real endpoint; absent with the stand-in. */
  readonly endpoint?: string;
  /** Why the stand-in cannot read, and what to install; absent when all is well. */
  readonly problem?: string;
  /** A phone can reach the demo: photos may be taken with it. */
  readonly phone?: true;
  /** Nobody but this machine can: its visitor may see what is the operator's. */
  readonly operator?: true;
};

const placeholder = '<meta name="scanfill-mode" content="" />';

/** Writes the mode into a built page, so that the page knows it at its first paint and needs no request for it. */
export function withMode(html: string, mode: Mode): string {
  const content = JSON.stringify(mode).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return html.replace(placeholder, () => `<meta name="scanfill-mode" content="${content}" />`);
}
