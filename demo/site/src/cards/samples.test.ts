import { cardNames } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { sampleNames, sampleOf } from './samples.ts';

test.each(cardNames)('every sample for %s names the card and nothing of another server', (card) => {
  for (const name of sampleNames) {
    const sample = sampleOf(name, card, 'https://kyc.example');
    expect(sample).toContain(card);
    expect(sample.match(/https?:\/\/[^/'"\s]+/g) ?? []).toEqual(
      (sample.match(/https?:\/\/[^/'"\s]+/g) ?? []).map(() => 'https://kyc.example'),
    );
  }
});
