import { encode } from 'uqr';

/** Light modules around a code: a reader needs four. */
const margin = 4;

/** A QR code as SVG, black on white in any theme. */
export function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const side = size + 2 * margin;
  return (
    <svg
      className="sf-qr"
      role="img"
      aria-label={name}
      viewBox={`${-margin} ${-margin} ${side} ${side}`}
      width="208"
      height="208"
    >
      <rect x={-margin} y={-margin} width={side} height={side} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
