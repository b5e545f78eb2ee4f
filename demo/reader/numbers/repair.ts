/** A character read, with its runners-up. */
export type Guess = {
  readonly char: string;
  readonly score: number;
  readonly others: readonly { readonly char: string; readonly score: number }[];
};

// Shapes that print and blur confuse, whatever the model thinks.
const twins: Readonly<Record<string, string>> = {
  '0': 'ODQCUG',
  '1': 'IL7TJ',
  '2': 'Z7',
  '3': '859',
  '4': 'A',
  '5': 'S36',
  '6': 'G8B5',
  '7': '1TZ2',
  '8': 'B369',
  '9': 'G8',
  A: '4',
  B: '83',
  C: 'G0',
  D: '0O',
  E: 'F',
  F: 'PE',
  G: '6C9',
  H: 'MNW',
  I: '1',
  J: '1',
  K: 'X',
  L: '1',
  M: 'NHW',
  N: 'MH',
  O: '0',
  P: 'F',
  Q: '0O',
  S: '5',
  T: '17',
  U: '0V',
  V: 'YU',
  W: 'MVH',
  X: 'K',
  Y: 'V',
  Z: '27',
};

// Pairs that many typefaces hardly tell apart.
const indistinct: Readonly<Record<string, number>> = {
  '0O': 1,
  O0: 1,
  '1I': 1.5,
  I1: 1.5,
  '0D': 3,
  D0: 3,
  '0Q': 3,
  Q0: 3,
  '5S': 2.5,
  S5: 2.5,
  '2Z': 2.5,
  Z2: 2.5,
  '8B': 2.5,
  B8: 2.5,
};

type Option = { readonly char: string; readonly cost: number };

/** What a guess may stand for within `allowed`, cheapest first: its own reading, the runners-up, then look-alikes. */
export function optionsOf(guess: Guess, allowed: string): Option[] {
  const found = new Map<string, number>();
  const offer = (char: string, cost: number) => {
    if (allowed.includes(char) && cost < (found.get(char) ?? Infinity)) found.set(char, cost);
  };
  const own = guess.char.toUpperCase();
  offer(own, 0);
  for (const other of guess.others)
    offer(other.char.toUpperCase(), Math.max(0.5, Math.log((guess.score + 1e-3) / (other.score + 1e-4))));
  for (const twin of twins[own] ?? '') offer(twin, indistinct[own + twin] ?? 4 + 3 * guess.score);
  // A reading outside the alphabet must become something: its look-alikes cost less then.
  const forced = !allowed.includes(own);
  return [...found]
    .map(([char, cost]) => ({ char, cost: forced ? cost * 0.3 : cost }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 5);
}

// A character read with certainty costs about 7 to change; one in doubt, or of a pair that print hardly tells apart, 1 to 3.
const mostDoubt = 6.5;

/**
 * The cheapest text that the guesses can stand for, each place within its alphabet, and that `valid` accepts; at most `maxChanges`
 * characters differ from the cheapest reading, and these must have been in doubt: what is plainly printed stays, right or wrong.
 * `undefined` where none is.
 */
export function repair(
  guesses: readonly Guess[],
  alphabetAt: (place: number) => string,
  valid: (text: string) => boolean,
  maxChanges = 2,
): { text: string; cost: number; changes: number } | undefined {
  const options = guesses.map((guess, place) => optionsOf(guess, alphabetAt(place)));
  if (options.some((list) => list.length === 0)) return undefined;
  const base = options.map((list) => list[0]?.char ?? '');
  const baseCost = options.reduce((sum, list) => sum + (list[0]?.cost ?? 0), 0);
  if (valid(base.join(''))) return { text: base.join(''), cost: baseCost, changes: 0 };
  const changes = options
    .flatMap((list, place) =>
      list.slice(1).map((option) => ({ place, char: option.char, cost: option.cost - (list[0]?.cost ?? 0) })),
    )
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 60);
  let best: { text: string; cost: number; changes: number } | undefined;
  const attempt = (edits: typeof changes) => {
    const cost = baseCost + edits.reduce((sum, edit) => sum + edit.cost, 0);
    if (best !== undefined && cost >= best.cost) return;
    const text = [...base];
    for (const edit of edits) text[edit.place] = edit.char;
    if (valid(text.join(''))) best = { text: text.join(''), cost, changes: edits.length };
  };
  if (maxChanges > 0) for (const edit of changes) attempt([edit]);
  if (maxChanges > 1) {
    for (let i = 0; i < changes.length; i++) {
      for (let j = i + 1; j < changes.length; j++) {
        const a = changes[i];
        const b = changes[j];
        if (a === undefined || b === undefined || a.place === b.place) continue;
        attempt([a, b]);
        if (maxChanges < 3) continue;
        for (const c of changes.slice(j + 1, 16)) if (c.place !== a.place && c.place !== b.place) attempt([a, b, c]);
      }
    }
  }
  return best !== undefined && best.cost - baseCost > mostDoubt ? undefined : best;
}
