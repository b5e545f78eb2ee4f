import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createGreen } from '@scanfill/demo/green/green';
import { makeCardImage } from '@scanfill/demo/green/testing/card-image';
import { createEmbeddedReader } from '@scanfill/demo/green/testing/embedded-reader';
import { type CardName, cardSpec, wireNames } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { look } from './look.ts';

const account = { accessKeyId: 'live-test', accessKeySecret: 'live-secret', uid: '1000000000000001' };

/** A picture whose first text field is filled: enough to see which property comes back. */
async function picture(card: CardName | 'blank') {
  const shown = card === 'blank' ? 'passport' : card;
  const [name = '', field] = Object.entries(cardSpec(shown).fields).find(([, each]) => each.type === 'text') ?? [];
  const info = field === undefined ? {} : { [wireNames(name, field)[0] ?? name]: 'SPECIMEN' };
  return { bytes: makeCardImage(shown, info, { seed: card }), mediaType: 'image/png' };
}

async function withStandin<T>(run: (endpoint: string) => Promise<T>): Promise<T> {
  const green = createGreen({ accounts: [account], reader: createEmbeddedReader({ medianMs: 700 }) });
  const { url } = await green.listen(0);
  try {
    return await run(url);
  } finally {
    await green.stop();
  }
}

test('every guess is looked at, and each points at the line that depends on it', async () => {
  const findings = await withStandin((endpoint) =>
    look({ endpoint, credentials: account, picture, billed: true, sleep, today: '2026-01-15' }),
  );
  expect(findings.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  expect(findings).toHaveLength(3 + 13 + 4 + 1);
  for (const { code } of findings) expect(code).toMatch(/^proxy\/src\/.+\.ts:\d+$/);
}, 120_000);

test('a wrong secret is seen as what it is', async () => {
  const [signature] = await withStandin((endpoint) =>
    look({
      endpoint,
      credentials: { ...account, accessKeySecret: 'wrong' },
      picture,
      billed: false,
      sleep,
      today: '2026-01-15',
    }),
  );
  expect(signature).toMatchObject({ verdict: 'differs', seen: expect.stringContaining('SignatureDoesNotMatch') });
}, 60_000);

test('without a key the live suite says loudly that it was skipped', async () => {
  const script = join(dirname(fileURLToPath(import.meta.url)), '../scripts/live.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env: { PATH: process.env.PATH ?? '' } });
  expect(stdout).toMatch(/SKIPPED.*ALIBABA_CLOUD_ACCESS_KEY_ID/s);
});
