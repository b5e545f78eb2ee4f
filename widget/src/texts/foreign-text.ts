import type { Failure } from '../core/flow/flow-state.ts';
import { type Agent, isAndroid, isIphone } from '../core/open/device.ts';
import { foreignTexts } from './en-foreign.ts';
import type { Speech } from './speak.ts';

/** What a file is instead of a photo, and what is wrong with one that might have been opened, by its text. */
const words: Readonly<Record<keyof typeof foreignTexts, string>> = {
  refuseHeic: 'heic',
  refuseHeicIphone: '',
  refuseHeicAndroid: '',
  refuseTiff: 'avif tiff jxl jp2 psd raw icon',
  refusePdf: 'pdf',
  refuseLocked: 'locked',
  refusePages: 'pages',
  refuseSlow: 'slow',
  refuseSvg: 'svg',
  refuseVideo: 'video',
  refuseDocument: 'word excel powerpoint document archive html xml text',
};

/** Formats whose name is not just their code in capitals. */
const formatNames: Readonly<Record<string, string>> = {
  jxl: 'JPEG XL',
  jp2: 'JPEG 2000',
  psd: 'Photoshop',
  icon: 'ICO',
  word: 'Word',
  excel: 'Excel',
  powerpoint: 'PowerPoint',
  document: 'Office',
  archive: 'ZIP',
};

/**
 * A refusal in words, with what to do on this very device; undefined where the file had no name. `agent` is the
 * browser's own.
 */
export function foreignText(
  { params, why }: Failure,
  { say }: Pick<Speech, 'say'>,
  agent: Agent = navigator,
): string | undefined {
  const format = typeof params.format === 'string' ? params.format : '';
  const word = why ?? format;
  const [key] = Object.entries(words).find(([, all]) => all.split(' ').includes(word)) ?? [];
  if (!word || !key) return undefined;
  const device = key !== 'refuseHeic' ? '' : isIphone(agent) ? 'Iphone' : isAndroid(agent) ? 'Android' : '';
  return say(
    `${key}${device}` as keyof typeof foreignTexts,
    { ...params, format: formatNames[format] ?? format.toUpperCase() },
    foreignTexts,
  );
}
