import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { packageFolder } from './package-folder.ts';

export { type InferenceSession, Tensor } from 'onnxruntime-node';

/** The package that runs the models. */
export const runtimePackage: string = 'onnxruntime-node';

/** What a person does who lacks a package of the reader. */
export const howToInstall: string = 'install with "npx -y pnpm@10.34.8 install --force" and start again';

/** Opens a model's file, to be run on so many threads. */
export function openModel(file: string, threads: number): Promise<InferenceSession> {
  return InferenceSession.create(file, {
    intraOpNumThreads: threads,
    // Every photo has its own shapes: an arena would keep the largest of each for ever.
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
    // Waiting threads sleep instead of spinning: the server shares these cores.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

/** Why models cannot be run here: there are binaries for some platforms only; a musl or 32-bit system has none. */
export function runtimeProblem(): string | undefined {
  const binary = join(packageFolder(runtimePackage) ?? '', 'bin', 'napi-v6', process.platform, process.arch);
  if (existsSync(binary)) return undefined;
  return `The reader has no onnxruntime binary for ${process.platform} ${process.arch}: use Linux (glibc) or Windows on x64 or arm64, or macOS on arm64.`;
}
