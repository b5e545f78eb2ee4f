import type { ReactNode } from 'react';

/** A table that scrolls by itself where it is wider than the page. */
export function TableFrame({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
