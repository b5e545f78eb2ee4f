import { apart, type Edges } from './gradient.ts';

/**
 * A straight line through edges that all grow lighter the same way: `x·cos + y·sin = offset`, from the picture's
 * middle; its `angle`, radians, is the way it grows lighter. Places on it are counted along `(-sin, cos)` from the foot
 * of the perpendicular.
 */
export type Line = {
  readonly angle: number;
  readonly cos: number;
  readonly sin: number;
  readonly offset: number;
  /**
   * How many pixels of it are edges, from its beginning up to a place: `covered[place + reach]`; in `oneWay` only those
   * that grow lighter its own way.
   */
  readonly covered: Float32Array;
  readonly oneWay: Float32Array;
  readonly reach: number;
  /** Where it is edge without a break to speak of, by the first and the last place; its own way, and any way. */
  readonly runs: readonly Run[];
};

type Run = readonly [from: number, to: number];

type Place = { readonly angle: number; readonly offset: number };

const degree = Math.PI / 180;
/** An edge votes for lines that turn from its own direction by so many degrees: noise turns it, and a bent card. */
const turnDegrees = 5;
/** Where a line has been found, edges that turn from it by more are not of it. */
const turn = 14 * degree;
/** Nor are those farther from it than so many pixels. */
const near = 1.7;
/** A line of fewer edges, counted by their weights, is none. */
const leastVotes = 6;
/** A break this long, or this share of what came before it, does not end a run; a shorter run is none. */
const breakPx = 4;
const breakShare = 0.08;
const leastRun = 12;

/** The lines that hold the most edges, at most so many, the best first; by Hough's transform. */
export function* linesOf(edges: Edges, most: number): Generator<undefined, readonly Line[]> {
  const reach = Math.ceil(Math.hypot(edges.width, edges.height) / 2) + 2;
  const groups = byAngle(edges);
  const ballot = createBallot(edges, reach);
  yield;
  const lines: Line[] = [];
  for (let tries = 0; tries < 2 * most && lines.length < most; tries++) {
    const peak = ballot.best();
    if (peak.votes < leastVotes) break;
    const members = membersOf(edges, groups, peak, 2.5);
    const first = lineNear(edges, peak, members);
    const fitted = lineNear(edges, first, membersOf(edges, groups, first, near));
    ballot.take(members, peak);
    const line = lineOf(edges, groups, apart(fitted.angle, peak.angle) < turn / 2 ? fitted : peak, reach);
    if (line.runs.length > 0) lines.push(line);
    yield;
  }
  return lines;
}

/** The edges by the direction they grow lighter in, ten degrees each: those of one line are in few of the groups. */
function byAngle({ count, angle }: Edges): readonly (readonly number[])[] {
  const groups: number[][] = Array.from({ length: 36 }, () => []);
  for (let edge = 0; edge < count; edge++) groups[groupOf(angle[edge] ?? 0)]?.push(edge);
  return groups;
}

function groupOf(angle: number): number {
  return (Math.floor(angle / (10 * degree)) + 72) % 36;
}

/** The edges on a line, by their places in the list. */
function membersOf(
  edges: Edges,
  groups: readonly (readonly number[])[],
  { angle, offset }: Place,
  tolerance: number,
): readonly number[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const beyond = offset + (cos * edges.width + sin * edges.height) / 2;
  const members: number[] = [];
  for (let group = -2; group <= 2; group++)
    for (const edge of groups[groupOf(angle + group * 10 * degree)] ?? []) {
      const off = (edges.x[edge] ?? 0) * cos + (edges.y[edge] ?? 0) * sin - beyond;
      if (off < tolerance && off > -tolerance && apart(edges.angle[edge] ?? 0, angle) < turn) members.push(edge);
    }
  return members;
}

/** The line nearest to its members, by total least squares. */
function lineNear({ x, y, weight, width, height }: Edges, from: Place, members: readonly number[]): Place {
  let [sum, sumX, sumY, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (const edge of members) {
    const w = weight[edge] ?? 0;
    const [dx, dy] = [(x[edge] ?? 0) - width / 2, (y[edge] ?? 0) - height / 2];
    sum += w;
    sumX += w * dx;
    sumY += w * dy;
    xx += w * dx * dx;
    xy += w * dx * dy;
    yy += w * dy * dy;
  }
  if (sum < 1e-6) return from;
  const [meanX, meanY] = [sumX / sum, sumY / sum];
  const along = 0.5 * Math.atan2(2 * (xy / sum - meanX * meanY), xx / sum - meanX ** 2 - (yy / sum - meanY ** 2));
  const across = along + Math.PI / 2;
  const angle = apart(across, from.angle) < Math.PI / 2 ? across : across + Math.PI;
  return { angle, offset: meanX * Math.cos(angle) + meanY * Math.sin(angle) };
}

function lineOf(edges: Edges, groups: readonly (readonly number[])[], place: Place, reach: number): Line {
  const { angle, offset } = place;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const oneWay = new Float32Array(2 * reach + 1);
  cover(oneWay, edges, membersOf(edges, groups, place, near), cos, sin, reach);
  // Along a card of many colours the ground is lighter here and darker there.
  const covered = oneWay.slice();
  const back = { angle: angle + Math.PI, offset: -offset };
  cover(covered, edges, membersOf(edges, groups, back, near), cos, sin, reach);
  const own = runsOf(oneWay, reach);
  const isOwn = ([from, to]: Run): boolean => own.some((run) => run[0] === from && run[1] === to);
  const runs = [...own, ...runsOf(covered, reach).filter((run) => !isOwn(run))];
  for (const each of [covered, oneWay])
    for (let at = 1; at < each.length; at++) each[at] = (each[at] ?? 0) + (each[at - 1] ?? 0);
  return { angle, cos, sin, offset, covered, oneWay, reach, runs };
}

/** Notes how much of an edge there is at each place of a line. */
function cover(
  covered: Float32Array,
  { x, y, weight, width, height }: Edges,
  members: readonly number[],
  cos: number,
  sin: number,
  reach: number,
): void {
  for (const edge of members) {
    const [dx, dy] = [(x[edge] ?? 0) - width / 2, (y[edge] ?? 0) - height / 2];
    const at = Math.round(dy * cos - dx * sin) + reach;
    const value = Math.min(1, 1.6 * (weight[edge] ?? 0));
    // A slanted line has an edge in seven of ten places.
    for (let to = at - 1; to <= at + 1; to++) if ((covered[to] ?? 0) < value) covered[to] = value;
  }
}

/** The stretches of a line that are edge. */
function runsOf(covered: Float32Array, reach: number): readonly Run[] {
  const runs: [number, number][] = [];
  let [from, last] = [-1, -1];
  const end = (): void => {
    if (from >= 0 && last - from >= leastRun) runs.push([from - reach, last - reach]);
    from = -1;
  };
  for (let at = 0; at < covered.length; at++) {
    if ((covered[at] ?? 0) < 0.3) continue;
    if (from >= 0 && at - last > Math.max(breakPx, breakShare * (last - from))) end();
    if (from < 0) from = at;
    last = at;
  }
  end();
  return runs;
}

/** A vote of every edge for the lines it may be of; the best line is asked for, and its edges' votes taken back. */
function createBallot({ width, height, count, x, y, weight, angle }: Edges, reach: number) {
  const stride = 2 * reach + 2;
  const votes = new Float32Array(360 * stride);
  const bestOf = new Int32Array(360).fill(-1);
  const [cosines, sines] = [Math.cos, Math.sin].map((of) =>
    Float32Array.from({ length: 360 }, (_, direction) => of(direction * degree)),
  );
  const cast = (edge: number, value: number): void => {
    const [dx, dy] = [(x[edge] ?? 0) - width / 2, (y[edge] ?? 0) - height / 2];
    const middle = Math.round((angle[edge] ?? 0) / degree) + 720;
    for (let direction = middle - turnDegrees; direction <= middle + turnDegrees; direction++) {
      const row = direction % 360;
      const place = dx * (cosines?.[row] ?? 0) + dy * (sines?.[row] ?? 0) + reach;
      const low = Math.floor(place);
      const at = row * stride + low;
      votes[at] = (votes[at] ?? 0) + value * (low + 1 - place);
      votes[at + 1] = (votes[at + 1] ?? 0) + value * (place - low);
      bestOf[row] = -1;
    }
  };
  for (let edge = 0; edge < count; edge++) cast(edge, weight[edge] ?? 0);
  const isTaken = new Uint8Array(count);
  return {
    best(): Place & { readonly votes: number } {
      let best = 0;
      for (let row = 0; row < 360; row++) {
        if (bestOf[row] === -1) {
          let most = row * stride;
          for (let at = most, end = most + stride; at < end; at++) if ((votes[at] ?? 0) > (votes[most] ?? 0)) most = at;
          bestOf[row] = most;
        }
        if ((votes[bestOf[row] ?? 0] ?? 0) > (votes[best] ?? 0)) best = bestOf[row] ?? 0;
      }
      const row = Math.floor(best / stride);
      return { angle: row * degree, offset: best - row * stride - reach, votes: votes[best] ?? 0 };
    },
    /** What voted for a line votes no more. */
    take(members: readonly number[], { angle: of, offset }: Place): void {
      for (const edge of members) {
        if (isTaken[edge] === 1) continue;
        isTaken[edge] = 1;
        cast(edge, -(weight[edge] ?? 0));
      }
      // What turned too far to be a member voted too: never asked for again.
      const row = Math.round(of / degree) % 360;
      votes[row * stride + Math.round(offset) + reach] = 0;
      bestOf[row] = -1;
    },
  };
}
