import type { Orientation } from '@scanfill/proxy/contract';
import type { Life } from '../base/life.ts';
import { pause } from '../base/pause.ts';
import { layoutOf } from './turn/jpeg-layout.ts';
import { movedBlocks } from './turn/moved-blocks.ts';
import { scanReader } from './turn/read-scan.ts';
import { type Plane, planTurn, type TurnPlan } from './turn/turn-plan.ts';
import { wholeBlocks } from './turn/turned-blocks.ts';
import { scanWriter, segment } from './turn/write-scan.ts';

/** So long the page waits at most before it may react again. */
const sliceMs = 30;
/** Units that are read or written before the clock is looked at: a millisecond or two. */
const stepUnits = 64;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Turns a JPEG upright without decoding it: its coefficients change places and signs, so that no pixel is computed
 * anew. `parts` are the segments without metadata, as `stripJpeg` gives them. Undefined where that cannot be done:
 * other than baseline JPEG, a damaged or cut scan, a size that cannot be turned so.
 */
export async function turnJpeg(
  parts: readonly Bytes[],
  orientation: Orientation,
  life: Life,
): Promise<readonly Bytes[] | undefined> {
  const layout = layoutOf(parts);
  const plan = layout && planTurn(layout, orientation);
  if (!plan) return undefined;
  const { planes, codings } = plan;
  const rest = slices(life);
  const units = plan.unitsAcross * plan.unitsDown;
  const blocks = planes.map((plane) => (plane.shift > 0 ? movedBlocks : wholeBlocks)(plane, layout.scan.length >> 2));
  const read = scanReader(layout, plan, blocks);
  await rest();
  for (let unit = 0; unit < units; unit += stepUnits) {
    if (!read(unit, Math.min(unit + stepUnits, units))) return undefined;
    await rest();
  }
  const writer = scanWriter(plan, blocks);
  for (let unit = 0; unit < units; unit += stepUnits) {
    writer.write(unit, Math.min(unit + stepUnits, units));
    await rest();
  }
  return parts.flatMap((part): Bytes[] => {
    switch (part[0]) {
      case 0xdb:
      case 0xc4:
      case 0xdd:
        return [];
      case 0xc0:
      case 0xc1:
        return [...planes.map(divisorsOf), frameOf(part, plan), tablesOf(codings)];
      case 0xda:
        return [scanHead(part, planes.length), ...writer.end()];
      default:
        return [part];
    }
  });
}

function divisorsOf({ divisors }: Plane, index: number): Bytes {
  return segment(0xdb, [index, ...divisors]);
}

/** The `DHT` segment of the codes. */
function tablesOf(codings: TurnPlan['codings']): Bytes {
  return segment(
    0xc4,
    codings.flatMap(({ means, others }, index) => [index, ...means.table, 16 + index, ...others.table]),
  );
}

/** The frame with its sides changed, and one table of divisors for each colour. */
function frameOf(part: Bytes, { transposed, planes }: TurnPlan): Bytes {
  const frame = part.slice();
  if (transposed) frame.set([...part.subarray(6, 8), ...part.subarray(4, 6)], 4);
  for (const [index, { turnedAcross, turnedDown }] of planes.entries())
    frame.set([turnedAcross * 16 + turnedDown, index], 10 + 3 * index);
  return frame;
}

/** The head of the scan, where the first colour has the first tables and the others the second. */
function scanHead(part: Bytes, colours: number): Bytes {
  const head = part.slice(0, 7 + 2 * colours);
  for (let index = 1; index < colours; index++) head[5 + 2 * index] = 0x11;
  head[5] = 0;
  return head;
}

/** Pauses whenever the page has waited long enough. */
function slices(life: Life): () => Promise<void> {
  let started = performance.now();
  return async () => {
    if (performance.now() - started < sliceMs) return;
    await life.race(pause());
    started = performance.now();
  };
}
