import { describe, expect, it } from 'vitest';
import { crashRun } from './crash.ts';
import { brief, type Verdict } from './verdict.ts';

const long = process.env.CHAOS === 'long';
const seed = process.env.CHAOS_SEED ?? 'first';
const clean: Verdict = { open: [], billedTwice: [], unbilled: [], mixedUp: [], strays: [], leaks: [] };

describe('one proxy, killed while it works', () => {
  it('ends every accepted scan and has no image billed twice', async () => {
    const options = long
      ? { scans: 3_000, kills: 30, callFaults: 0.05, taskFaults: 0.01, timeoutMs: 480_000 }
      : { scans: 600, kills: 11, callFaults: 0, taskFaults: 0, timeoutMs: 100_000 };
    const { verdict, figures, images } = await crashRun({ seed, ...options });
    console.table(figures);
    expect(brief(verdict)).toEqual(clean);
    expect(images, 'image files left').toBe(0);
  }, 600_000);
});
