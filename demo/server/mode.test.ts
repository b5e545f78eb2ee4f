import { expect, test } from 'vitest';
import { withMode } from './mode.ts';

test('the mode is written into the page as one attribute, whatever the message holds', () => {
  const page = withMode('<head><meta name="scanfill-mode" content="" /></head>', {
    upstream: 'stand-in',
    problem: 'run "npm i" & <b>restart</b> $&',
  });
  const content = /content="([^"]*)"/.exec(page)?.[1] ?? '';
  expect(page).not.toContain('<b>');
  expect(
    JSON.parse(
      content
        .replace(/&quot;/g, '"')
        .replace(/&lt;/g, '<')
        .replace(/&amp;/g, '&'),
    ),
  ).toEqual({
    upstream: 'stand-in',
    problem: 'run "npm i" & <b>restart</b> $&',
  });
});
