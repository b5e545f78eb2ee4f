import { baseline, embedded, replicated } from './contenders.ts';
import { idle } from './idle.ts';
import { droppedUploads, slowUploads } from './memory.ts';
import { overload } from './overload.ts';
import { engineMs, type SpeedRow, speed } from './speed.ts';

const partNames = ['a', 'b', 'c', 'idle', 'memory', 'overload'] as const;

function option(args: readonly string[], name: string, fallback: string): string {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? fallback : (args[at + 1] ?? fallback);
}

/** Runs the parts that are asked for, all of them unless told, one after the other, and prints their figures. */
export async function benchProxy(args: readonly string[]): Promise<void> {
  const seconds = Number(option(args, 'seconds', '30'));
  const kilobytes = Number(option(args, 'kb', '32'));
  const wanted = option(args, 'only', partNames.join(',')).split(',');
  const under = Number(option(args, 'under-way', '2500'));
  const common = { seconds, kilobytes };
  const rows: SpeedRow[] = [];
  const measure = async (name: string, options: Parameters<typeof speed>[0]) => {
    if (!wanted.includes(name)) return;
    const row = await speed(options);
    rows.push(row);
    console.log(JSON.stringify(row));
  };

  console.log(
    `Images of ${kilobytes} KiB over 13 card types, four in five of two types; the stand-in takes ${engineMs / 1_000} s in the median, 10 calls a second, 100 tasks a call. Everything runs on this machine.\n`,
  );
  await measure('a', { ...common, start: embedded, push: { underWay: under }, seed: 'a-full' });
  await measure('a', { ...common, start: embedded, push: { perSecond: 200 }, seed: 'a-200' });
  await measure('b', { ...common, start: replicated, push: { underWay: under }, seed: 'b-full' });
  await measure('b', { ...common, start: replicated, push: { perSecond: 200 }, seed: 'b-200' });
  await measure('c', { ...common, start: baseline, push: { underWay: 100 }, seed: 'c-full' });
  if (rows.length > 0) console.table(rows);
  const full = (name: string) => rows.find(({ contender, push }) => contender === name && push.endsWith('under way'));
  const [ours, theirs] = [full('embedded store'), full('Express + multer + SDK')];
  if (ours && theirs)
    console.log(`(a) does ${Math.round(ours['scans/s'] / theirs['scans/s'])} times the scans of (c).`);

  if (wanted.includes('idle')) {
    const { p50, worst } = await idle(20);
    console.log(
      `\nIdle: upload begun → request at Green: median ${p50} ms, worst ${worst} ms of 20 (aim: within 110 ms).`,
    );
  }
  if (wanted.includes('overload')) {
    console.log('\nUnder overload (aim: no green-download):');
    console.table([await overload(1_200, 4_000, kilobytes)]);
  }
  if (wanted.includes('memory')) {
    const slow = await slowUploads(200);
    console.log(
      `\n200 uploads of 20 MB at once over slow clients: resident memory grew by ${slow.growthMb} MB (aim: under 100), ${slow.accepted} accepted in ${slow.seconds} s.`,
    );
    const dropped = await droppedUploads(10_000);
    console.log(
      `10,000 uploads dropped midway, after each 2,500: resident ${dropped.residentMb.join(' → ')} MB, heap ${dropped.heapMb.join(' → ')} MB; open files ${dropped.openFiles.join(' → ')}, image files left ${dropped.filesLeft}.`,
    );
  }
}
