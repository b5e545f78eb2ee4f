import { env, InferenceSession } from 'onnxruntime-web';

export { InferenceSession, Tensor } from 'onnxruntime-web';

export const runtimePackage = 'onnxruntime-web';

export const howToInstall = 'install @scanfill/sandbox anew, with its optional dependencies';

/**
 * The native runtime's package fetches at install; this one has WebAssembly in it and no script. Its threads spin while
 * they wait, and a developer's machine has other work: one it is, whatever is asked for.
 */
export function openModel(file: string): Promise<InferenceSession> {
  env.wasm.numThreads = 1;
  return InferenceSession.create(file, {
    // Every photo has its own shapes: an arena would keep the largest of each for ever.
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
}

/** WebAssembly runs wherever Node does. */
export const runtimeProblem = (): string | undefined => undefined;
