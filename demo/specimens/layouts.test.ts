import { assess, type CardName, cardNames, cardSpec, normalise, passesCheck } from '@scanfill/proxy/contract';
import { describe, expect, test } from 'vitest';
import { layouts } from './layouts.ts';
import { createRandom } from './random.ts';

const seeds = Array.from({ length: 40 }, (_, i) => i);
const today = '2026-06-01';

const every = cardNames.flatMap((card) => layouts[card].map((layout) => ({ card, layout })));
const drawn = (card: CardName, name: string, seed: number) => {
  const layout = layouts[card].find((each) => each.name === name);
  if (!layout) throw new Error(`no layout ${name}`);
  return layout.draw(createRandom(`${card}:${name}:${seed}`));
};

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
/** Everything that is set in type, in the order drawn, without spaces. */
const printedText = (svg: string): string =>
  unescaped([...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '').join('')).replace(
    /\s/g,
    '',
  );

/** Values that are not set in type as they stand: shown by colour, drawn in strokes, or put together. */
const indirect: Partial<Record<CardName, readonly string[]>> = {
  'vehicle-num': ['num', 'vehicleType'],
  'vehicle-vin': ['vin'],
  'bank-card': ['bankCardNum'],
  passport: ['name'],
};

describe('layouts', () => {
  test('give each card type several looks, some of them held out', () => {
    for (const card of cardNames) {
      expect(layouts[card].filter(({ heldOut }) => !heldOut).length, card).toBeGreaterThanOrEqual(3);
      expect(layouts[card].filter(({ heldOut }) => heldOut).length, card).toBeGreaterThanOrEqual(1);
      expect(new Set(layouts[card].map(({ name }) => name)).size, card).toBe(layouts[card].length);
    }
  });

  test.each(every)(
    '$card $layout.name holds normalised values of the contract’s fields, valid by every check',
    ({ card, layout }) => {
      for (const seed of seeds) {
        const { fields } = drawn(card, layout.name, seed);
        const normalised = normalise(card, fields, today);
        expect(normalised.fields).toEqual(fields);
        expect(normalised.warnings).toEqual([]);
        for (const [name, value] of Object.entries(fields)) {
          const check = cardSpec(card).fields[name]?.check;
          if (check) expect(passesCheck(check, String(value), today), `${name} ${value}`).toBe(true);
        }
        // A certificate may have expired, but says nothing twice in two ways.
        const warnings = assess(card, normalised.fields, today, fields).filter(({ code }) => code !== 'expired');
        expect(warnings).toEqual([]);
      }
    },
  );

  test.each(every)('$card $layout.name prints every text it calls true, and the specimen mark', ({ card, layout }) => {
    for (const seed of seeds.slice(0, 12)) {
      const { fields, svg } = drawn(card, layout.name, seed);
      const printed = printedText(svg);
      expect(printed).toMatch(/SPECIMEN\s*样本/);
      for (const [name, value] of Object.entries(fields)) {
        if (cardSpec(card).fields[name]?.type !== 'text' || indirect[card]?.includes(name)) continue;
        expect(printed, name).toContain(String(value).replace(/\s/g, ''));
      }
    }
  });

  test('draw other values for other seeds', () => {
    for (const { card, layout } of every) {
      const values = seeds.map((seed) => JSON.stringify(drawn(card, layout.name, seed).fields));
      expect(new Set(values).size, `${card} ${layout.name}`).toBe(seeds.length);
    }
  });
});
