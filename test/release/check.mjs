import { readFile, stat } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** The most that a tarball may have, in bytes. */
const mostBytes = { proxy: 900_000, widget: 2_000_000, sandbox: 2_000_000 };

/** What is wrong with a packed package, a sentence each: publint, attw and its size. */
export async function faultsOf(name, tarball) {
  const data = await readFile(tarball);
  const { size } = await stat(tarball);
  const faults = size > mostBytes[name] ? [`has ${size} bytes, more than ${mostBytes[name]}`] : [];
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(data).buffer }, strict: true });
  faults.push(...messages.map((message) => `publint: ${formatMessage(message, pkg)}`));
  // A command has no types.
  if (name !== 'sandbox') faults.push(...(await typeFaultsOf(data)));
  return faults.map((fault) => `@scanfill/${name} ${fault}`);
}

async function typeFaultsOf(data) {
  const excludeEntrypoints = ['./styles.css', './scanfill.js'];
  const analysis = await checkPackage(createPackageFromTarballData(data), { excludeEntrypoints });
  if (analysis.types === false) return ['attw: has no types'];
  // Packages of ES modules alone: older resolutions and require() are not what they are for.
  return analysis.problems
    .filter(({ resolutionKind }) => !['node10', 'node16-cjs'].includes(resolutionKind))
    .map((problem) => `attw: ${JSON.stringify(problem)}`);
}
