import { parseArgs } from 'node:util';
import { fuzz, fuzzTable } from './fuzz.ts';
import { sampleHead, sampleLine, soak } from './soak.ts';
import { startSoakStage } from './stage.ts';

/** `fuzz [--requests N] [--seed S]`, or `soak [--minutes N] [--seed S]`: prints a table and judges it. */
export async function main([what = 'soak', ...args]: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: { seed: { type: 'string' }, requests: { type: 'string' }, minutes: { type: 'string' } },
  });
  const seed = values.seed ?? 'first';
  const faults =
    what === 'fuzz'
      ? await fuzzAll(seed, Number(values.requests ?? 100_000))
      : await soakLong(seed, Number(values.minutes ?? 30));
  for (const fault of faults) console.log(`✗ ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

async function fuzzAll(seed: string, requests: number): Promise<readonly string[]> {
  const stage = await startSoakStage(seed, 0.4);
  try {
    const report = await fuzz(stage, { seed, requests, tell: (line) => console.log(line) });
    console.log(fuzzTable(report));
    return report.faults;
  } finally {
    await stage.stop();
  }
}

async function soakLong(seed: string, minutes: number): Promise<readonly string[]> {
  const stage = await startSoakStage(seed, 0);
  try {
    console.log(sampleHead);
    const { scans, fuzzed, faults } = await soak(stage, {
      seed,
      minutes,
      tell: (sample) => console.log(sampleLine(sample)),
    });
    console.log(`soak: ${minutes} minutes, ${scans} scans, ${fuzzed} fuzzed requests, ${faults.length} faults`);
    return faults;
  } finally {
    await stage.stop();
  }
}
