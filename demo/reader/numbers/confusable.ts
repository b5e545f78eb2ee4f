/**
 * What a character may have been printed as, where it cannot stand at its place: the pairs whose shapes are alike, with
 * rough shares of how often one is read for the other. They only rank the candidates of such a place; no share of them
 * exchanges a character that may stand there.
 */
export const confusable: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  O: { '0': 0.5, D: 0.05, Q: 0.05, C: 0.02 },
  '0': { O: 0.5, D: 0.05, Q: 0.03 },
  I: { '1': 0.5, L: 0.1 },
  L: { '1': 0.1 },
  '1': { I: 0.3, L: 0.05, T: 0.02, J: 0.02 },
  S: { '5': 0.3 },
  '5': { S: 0.3 },
  Z: { '2': 0.3, '7': 0.05 },
  '2': { Z: 0.3 },
  B: { '8': 0.3, '3': 0.05 },
  '8': { B: 0.3 },
  G: { '6': 0.1, C: 0.02, '9': 0.02 },
  '6': { G: 0.1, B: 0.02 },
  '9': { G: 0.05 },
  '3': { B: 0.02 },
  D: { '0': 0.1, O: 0.1 },
  Q: { '0': 0.2, O: 0.1 },
  T: { '7': 0.1, '1': 0.1 },
  '7': { T: 0.05, Z: 0.05 },
  A: { '4': 0.1 },
  '4': { A: 0.1 },
  J: { '1': 0.05 },
  U: { '0': 0.05, V: 0.05 },
  V: { Y: 0.05, U: 0.05 },
  C: { G: 0.03, '0': 0.02 },
};

/**
 * Letters that print hardly tells from a digit: however certain the recogniser was of the letter, the digit is as
 * likely.
 */
export const indistinct: Readonly<Record<string, string>> = { O: '0', I: '1' };
