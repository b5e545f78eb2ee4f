/** Where a photo lies on a stage that shows it larger: pure geometry, in CSS pixels, points from the stage's middle. */

export type Point = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };

/** `scale` 1 shows the whole photo; `x` and `y` are how far the photo's middle lies from the stage's. */
export type View = Point & { readonly scale: number };

/** The photo, in pixels of its own, and the stage. */
export type Place = { readonly photo: Size; readonly stage: Size };

/** The whole photo. */
export const whole: View = { scale: 1, x: 0, y: 0 };

/** Beyond this a pixel of the photo is a square, and nothing more can be made out. */
const mostPerPixel = 3;
const leastMost = 4;

/** How large the whole photo is drawn. */
export function fitted({ photo, stage }: Place): Size {
  const ratio = Math.min(stage.width / photo.width, stage.height / photo.height);
  return { width: photo.width * ratio, height: photo.height * ratio };
}

/** The largest scale. */
export function mostOf(place: Place): number {
  return Math.max(leastMost, (mostPerPixel * place.photo.width) / fitted(place).width);
}

/** The nearest view that leaves no gap on the stage that the photo could fill. */
export function held({ scale, x, y }: View, place: Place): View {
  const kept = clamp(scale, 1, mostOf(place));
  const { width, height } = fitted(place);
  const across = Math.max(0, (width * kept - place.stage.width) / 2);
  const down = Math.max(0, (height * kept - place.stage.height) / 2);
  return { scale: kept, x: across && clamp(x, -across, across), y: down && clamp(y, -down, down) };
}

/** Larger or smaller by a factor; what lies at a point stays there. */
export function zoomed(view: View, factor: number, at: Point, place: Place): View {
  const scale = clamp(view.scale * factor, 1, mostOf(place));
  const real = scale / view.scale;
  return held({ scale, x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real }, place);
}

/** Moved by a way. */
export function moved(view: View, by: Point, place: Place): View {
  return held({ ...view, x: view.x + by.x, y: view.y + by.y }, place);
}

/** What one or two fingers do to a view as they go from some points to others. */
export function dragged(view: View, from: readonly Point[], to: readonly Point[], place: Place): View {
  const [before, after] = [middleOf(from), middleOf(to)];
  const [wide, wider] = [spreadOf(from), spreadOf(to)];
  const factor = wide > 0 && wider > 0 ? wider / wide : 1;
  return zoomed(moved(view, { x: after.x - before.x, y: after.y - before.y }, place), factor, after, place);
}

function middleOf([one, other = one]: readonly Point[]): Point {
  return one && other ? { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 } : { x: 0, y: 0 };
}

function spreadOf([one, other]: readonly Point[]): number {
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
