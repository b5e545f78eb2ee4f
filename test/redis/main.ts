import { startStandin } from '../harness/standin.ts';
import { setups } from './setups.ts';

/** Runs the set-ups whose names hold one of `--only a,b`, all unless told; prints a table and gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--only');
  const only = at < 0 ? [''] : (args[at + 1] ?? '').split(',');
  const rows = [];
  for (const { name, asked, run } of setups.filter((each) => only.some((part) => each.name.includes(part)))) {
    const startedAt = Date.now();
    const standin = await startStandin({ STANDIN_ENGINE_MS: '300' });
    const seen = await run(standin).catch((error: unknown) => String(error).replaceAll(/\s+/g, ' ').slice(0, 200));
    await standin.process.stop();
    rows.push({ 'Redis as': name, asked, seen: seen === '' ? 'as asked' : seen, s: (Date.now() - startedAt) / 1_000 });
    console.log(`${seen === '' ? 'ok ' : '✗  '} ${name}: ${seen === '' ? asked : seen}`);
  }
  console.table(rows);
  const right = rows.filter(({ seen }) => seen === 'as asked').length;
  console.log(`Redis: right ${right} of ${rows.length}`);
  return right === rows.length && rows.length > 0 ? 0 : 1;
}
