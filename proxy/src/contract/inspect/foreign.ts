import { textAt } from './read.ts';

/** What a file can turn out to be instead of one of the five formats. `unknown`: none of these either. */
export type ForeignFormat =
  | 'heic'
  | 'avif'
  | 'tiff'
  | 'jxl'
  | 'jp2'
  | 'psd'
  | 'icon'
  | 'raw'
  | 'svg'
  | 'pdf'
  | 'word'
  | 'excel'
  | 'powerpoint'
  | 'document'
  | 'archive'
  | 'video'
  | 'audio'
  | 'html'
  | 'xml'
  | 'text'
  | 'unknown';

/** Magic bytes (Latin-1) at an offset, the first row that fits wins. */
const signatures: readonly (readonly [offset: number, magic: string, format: ForeignFormat])[] = [
  [0, '%PDF-', 'pdf'],
  [8, 'CR\x02', 'raw'],
  [0, 'II*\0', 'tiff'],
  [0, 'MM\0*', 'tiff'],
  [4, 'JXL ', 'jxl'],
  [0, '\xff\x0a', 'jxl'],
  [4, 'jP  ', 'jp2'],
  [0, '8BPS', 'psd'],
  [0, '\0\0\x01\0', 'icon'],
  [0, '\x1aE\xdf\xa3', 'video'],
  [0, 'FLV', 'video'],
  [8, 'AVI ', 'video'],
  [4, 'moov', 'video'],
  [4, 'mdat', 'video'],
  [8, 'WAVE', 'audio'],
  [0, 'ID3', 'audio'],
  [0, 'OggS', 'audio'],
  [0, '\xd0\xcf\x11\xe0', 'document'],
  [0, '{\\rtf', 'document'],
  [0, 'PK\x05\x06', 'archive'],
  [0, 'Rar!', 'archive'],
  [0, '7z\xbc\xaf', 'archive'],
  [0, '\x1f\x8b', 'archive'],
];

/**
 * ISO base media brands (ISO/IEC 14496-12, registered at mp4ra.org) of still images and sound; every other brand is a
 * video.
 */
const brands: Readonly<Record<string, ForeignFormat>> = {
  avif: 'avif',
  avis: 'avif',
  heic: 'heic',
  heix: 'heic',
  heim: 'heic',
  heis: 'heic',
  hevc: 'heic',
  hevx: 'heic',
  hevm: 'heic',
  hevs: 'heic',
  mif1: 'heic',
  msf1: 'heic',
  'crx ': 'raw',
  'M4A ': 'audio',
};

const zipParts: readonly (readonly [part: string, format: ForeignFormat])[] = [
  ['word/', 'word'],
  ['xl/', 'excel'],
  ['ppt/', 'powerpoint'],
  ['application/vnd.oasis.opendocument', 'document'],
];

/** Names what a file is from its first bytes, none of the five formats being among the candidates. */
export function foreignFormat(head: Uint8Array): ForeignFormat {
  if (textAt(head, 4, 'ftyp')) return brandOf(head);
  for (const [offset, magic, format] of signatures) if (textAt(head, offset, magic)) return format;
  if (textAt(head, 0, 'PK\x03\x04')) return zipFormat(head);
  return textFormat(head);
}

function brandOf(head: Uint8Array): ForeignFormat {
  const end = Math.min(head.length, ((head[2] ?? 0) << 8) | (head[3] ?? 0), 256);
  const named: (ForeignFormat | undefined)[] = [];
  for (let at = 8; at + 4 <= end; at += 4) named.push(brands[latin1(head.subarray(at, at + 4))]);
  // `mif1` says only "some still image": a more exact brand among the compatible ones decides.
  return named.find((format) => format === 'avif') ?? named.find((format) => format !== undefined) ?? 'video';
}

function zipFormat(head: Uint8Array): ForeignFormat {
  const text = latin1(head);
  return zipParts.find(([part]) => text.includes(part))?.[1] ?? 'archive';
}

function textFormat(head: Uint8Array): ForeignFormat {
  const start = head.subarray(0, 1_024);
  const text = latin1(start).replace(/\0/g, '').toLowerCase();
  const markup = text.replace(/^[^<%]{0,3}\s*/, '');
  if (text.includes('%pdf-')) return 'pdf';
  if (markup.startsWith('<')) {
    if (text.includes('<svg')) return 'svg';
    return /<(?:!doctype html|html|head|body|script)\b/.test(text) ? 'html' : 'xml';
  }
  const isText = start.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
  return isText && start.length > 0 ? 'text' : 'unknown';
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4_096) text += String.fromCharCode(...bytes.subarray(at, at + 4_096));
  return text;
}
