import type { CardName } from '@scanfill/proxy/contract';
import type { ReadResult } from '../../green/reader-port.ts';
import { readCard } from '../card/read-card.ts';
import { loadEngine } from '../sight/engine.ts';
import { findModels } from '../sight/models.ts';
import { createCollector } from './collect.ts';

/**
 * Loads the models and gives the function that reads a photo. Throws where models are missing, saying what to install.
 */
export async function loadReading(): Promise<(image: Uint8Array, card: CardName) => Promise<ReadResult>> {
  const found = findModels();
  if ('problem' in found) throw new Error(found.problem);
  const engine = await loadEngine(found.files);
  const collect = createCollector();
  return async (image, card) => {
    const page = await engine.page(image);
    const result = await readCard(page ?? emptyPage, card, engine);
    collect();
    return result;
  };
}

const emptyPage: Parameters<typeof readCard>[0] = {
  lines: [],
  width: 0,
  height: 0,
  angle: undefined,
  cutOut: () => ({ data: new Uint8Array(0), width: 0, height: 0 }),
  turned: async () => undefined,
  across: async () => undefined,
  async *closer() {},
};
