import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recipes } from './recipes.ts';

test('the README says what is printed on start', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const lines = recipes('http://localhost:5180').split('\n');
  const code = lines.filter((line) => /^ {2}\S.*[<{=]/.test(line)).map((line) => line.trim());
  expect(code.length).toBeGreaterThan(5);
  for (const line of code) expect(readme).toContain(line);
});
