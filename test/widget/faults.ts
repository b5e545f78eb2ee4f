import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe holds against the page as it stands: WCAG 2.2 AA and good practice. */
export async function faults(page: Page): Promise<readonly string[]> {
  // Evaluated by the browser's own tools: the page's policy would not let it in.
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'page-has-heading-one': { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
  });
}
