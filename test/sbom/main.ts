import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gatherSbom } from './gather.ts';

/** Prints the bill of materials, or writes it into the file that `--out` names. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: { out: { type: 'string' } },
  });
  const text = `${JSON.stringify(await gatherSbom(), undefined, 2)}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else await writeFile(values.out, text);
  return 0;
}
