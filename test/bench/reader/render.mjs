import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cardNames } from '@scanfill/proxy/contract';
import { negativeKinds, renderNegative } from '../../../demo/dist/specimens/negatives.js';
import { photograph } from '../../../demo/dist/specimens/photograph.js';
import { layoutsOf, renderSpecimen } from '../../../demo/dist/specimens/specimen.js';
import { openNotes } from './notes.mjs';
import { conditions, printedElsewhere } from './set.mjs';

/**
 * Renders what the plan asks for into a folder and notes each picture; what is noted there already is not rendered
 * again.
 */
const [folder = '.', planText = '{}'] = process.argv.slice(2);
const plan = JSON.parse(planText);
const photos = await openNotes(join(folder, 'photos.jsonl'));
const negatives = await openNotes(join(folder, 'negatives.jsonl'));

for (const card of plan.cards) {
  const layouts = layoutsOf(card).filter(({ heldOut }) => heldOut === plan.heldOut);
  for (let n = 0; n < plan.per && layouts.length > 0; n++) {
    const seed = plan.seed * 100_000 + n;
    const missing = conditions.filter((condition) => !photos.has(`${card}-${condition}-${seed}.jpg`));
    if (missing.length === 0) continue;
    const specimen = await renderSpecimen(card, { seed, layout: layouts[n % layouts.length].name });
    for (const condition of missing) {
      const file = `${card}-${condition}-${seed}.jpg`;
      await writeFile(join(folder, file), await photograph(specimen.image, condition, seed));
      await photos.add({ file, card, condition, fields: specimen.fields });
    }
  }
}

// Half are no certificates at all, half are certificates of another type than the one asked for.
for (let n = 0; n < plan.negatives; n++) {
  const asked = cardNames[n % cardNames.length];
  const file = `negative-${n}.jpg`;
  if (negatives.has(file)) continue;
  if (n % 2 === 0) {
    const kind = negativeKinds[(n / 2) % negativeKinds.length];
    await writeFile(join(folder, file), await renderNegative(kind, plan.seed * 1000 + n));
  } else {
    const others = cardNames.filter((card) => card !== asked && !printedElsewhere[asked]?.includes(card));
    const shown = others[((n - 1) / 2) % others.length];
    const specimen = await renderSpecimen(shown, { seed: plan.seed * 1000 + n });
    await writeFile(join(folder, file), await photograph(specimen.image, 'photo', n));
  }
  await negatives.add({ file, card: asked });
}
