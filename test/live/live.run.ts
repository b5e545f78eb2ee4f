import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CardName } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { parseEndpoint } from '../../proxy/src/green/endpoints.ts';
import { blackPng } from '../e2e/bad-files.ts';
import { report } from './finding.ts';
import { look } from './look.ts';

const specimens = join(dirname(fileURLToPath(import.meta.url)), '../../demo/public/specimens');

async function picture(card: CardName | 'blank') {
  return card === 'blank'
    ? { bytes: blackPng(600, 400), mediaType: 'image/png' }
    : { bytes: await readFile(join(specimens, `${card}-1.jpg`)), mediaType: 'image/jpeg' };
}

test('Green is as the code takes it to be', async () => {
  const { env } = process;
  const endpoint = parseEndpoint(env.GREEN_ENDPOINT ?? 'cn-shanghai');
  if (endpoint === undefined)
    throw new Error('GREEN_ENDPOINT must name a region with card OCR: cn-shanghai or cn-beijing.');
  const credentials = {
    accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID ?? '',
    accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET ?? '',
    ...(env.ALIBABA_CLOUD_SECURITY_TOKEN ? { securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN } : {}),
  };
  const today = new Date().toISOString().slice(0, 10);
  const findings = await look({ endpoint, credentials, picture, billed: env.LIVE_FREE !== '1', sleep, today });
  console.log(`\n${report(findings)}\n`);
  expect(findings.filter(({ verdict }) => verdict === 'differs')).toEqual([]);
}, 1_200_000);
