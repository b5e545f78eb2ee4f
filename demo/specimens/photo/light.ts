import sharp from 'sharp';
import type { Random } from '../random.ts';
import type { Point } from './homography.ts';

/** How a picture is lit. */
export type Lighting = {
  /** How much darker the dim side of the frame is, 0 to 1. */
  fall: number;
  /** Depth of the soft shadow of a phone or an arm, 0 for none. */
  shade: number;
  /** Brightness of a reflected lamp, 0 for none. */
  glare: number;
};

/** The unit of {@link lightMap}: this value leaves a pixel as it is. */
export const fullLight = 200;

const shrink = 8;

/** Draws small, blurs there (a filter inside the SVG costs several times as much) and scales up: a byte a pixel. */
async function render(body: string, width: number, height: number, blur: number): Promise<Uint8Array> {
  const [w, h] = [Math.ceil(width / shrink), Math.ceil(height / shrink)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${body}</svg>`;
  const drawn = sharp(Buffer.from(svg)).flatten({ background: '#000' }).greyscale();
  const soft = await (blur / shrink >= 0.3 ? drawn.blur(blur / shrink) : drawn).raw().toBuffer();
  return sharp(soft, { raw: { width: w, height: h, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .greyscale()
    .raw()
    .toBuffer();
}

const points = (list: readonly Point[]): string => list.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

/** A byte a pixel: how much light falls there, in units of {@link fullLight}. */
export async function lightMap(random: Random, width: number, height: number, lighting: Lighting): Promise<Uint8Array> {
  const angle = random.between(0, Math.PI * 2);
  const [dx, dy] = [Math.cos(angle) / 2, Math.sin(angle) / 2];
  const bright = Math.min(255, Math.round(fullLight * (1 + lighting.fall * 0.3)));
  const dim = Math.round(fullLight * (1 - lighting.fall));
  const size = Math.max(width, height);
  const shadow = (): string => {
    // An edge of a shadow crosses the frame at any angle; its far side is dark.
    const turn = random.between(0, Math.PI * 2);
    const off = random.between(0.05, 0.45) * size;
    const cx = width / 2 + Math.cos(turn) * off;
    const cy = height / 2 + Math.sin(turn) * off;
    const across = { x: -Math.sin(turn) * size * 2, y: Math.cos(turn) * size * 2 };
    const beyond = { x: Math.cos(turn) * size * 2, y: Math.sin(turn) * size * 2 };
    const shape = [
      { x: cx - across.x, y: cy - across.y },
      { x: cx + across.x, y: cy + across.y },
      { x: cx + across.x + beyond.x, y: cy + across.y + beyond.y },
      { x: cx - across.x + beyond.x, y: cy - across.y + beyond.y },
    ];
    return `<polygon points="${points(shape)}" fill="#000" opacity="${lighting.shade}"/>`;
  };
  const body =
    `<linearGradient id="g" x1="${0.5 - dx}" y1="${0.5 - dy}" x2="${0.5 + dx}" y2="${0.5 + dy}"><stop stop-color="rgb(${bright},${bright},${bright})"/><stop offset="1" stop-color="rgb(${dim},${dim},${dim})"/></linearGradient>` +
    `<rect width="${width}" height="${height}" fill="url(#g)"/>${lighting.shade > 0 ? shadow() : ''}`;
  return render(body, width, height, size * random.between(0.015, 0.06));
}

/** A byte a pixel: white added by a lamp's reflection; black where there is none. */
export async function glareMap(
  random: Random,
  width: number,
  height: number,
  lighting: Lighting,
): Promise<Uint8Array | undefined> {
  if (lighting.glare <= 0) return undefined;
  const cx = random.between(0.15, 0.85) * width;
  const cy = random.between(0.15, 0.85) * height;
  const rx = random.between(0.03, 0.1) * width;
  const tone = Math.round(255 * lighting.glare);
  const spot = `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${rx * random.between(0.4, 1.2)}" transform="rotate(${random.int(0, 180)} ${cx} ${cy})" fill="rgb(${tone},${tone},${tone})"/>`;
  return render(spot, width, height, rx * 0.6);
}

/** A byte a pixel: how much of the light the object's own shadow takes from the surface. */
export async function castShadow(
  random: Random,
  width: number,
  height: number,
  outline: readonly Point[],
  lift: number,
): Promise<Uint8Array> {
  const dx = random.between(-1, 1) * lift;
  const dy = random.between(0.1, 1) * lift;
  const shape = `<polygon points="${points(outline)}" transform="translate(${dx} ${dy})" fill="#888"/>`;
  return render(shape, width, height, lift);
}
