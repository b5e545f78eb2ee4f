const weights = [7, 3, 1];

/**
 * The check digit of a machine-readable field (ICAO 9303-3 §4.9); undefined where a character is not of the MRZ's
 * alphabet.
 */
export function mrzCheckDigit(field: string): string | undefined {
  let sum = 0;
  for (let index = 0; index < field.length; index++) {
    const value = mrzValue(field[index] ?? '');
    if (value < 0) return undefined;
    sum += value * (weights[index % 3] ?? 0);
  }
  return String(sum % 10);
}

/**
 * The fields of a TD3 passport's second line and whether each check digit fits. `optional` is the personal number,
 * often empty.
 */
export type MrzLine2 = {
  readonly number: string;
  readonly nationality: string;
  /** YYMMDD. */
  readonly birth: string;
  readonly sex: 'M' | 'F' | '<';
  /** YYMMDD. */
  readonly expiry: string;
  readonly optional: string;
  readonly fits: {
    readonly number: boolean;
    readonly birth: boolean;
    readonly expiry: boolean;
    readonly optional: boolean;
    readonly composite: boolean;
  };
};

/** Reads the second line of a TD3 zone (44 characters, ICAO 9303-4 §4.2.2); undefined where the form is wrong. */
export function parseMrzLine2(line: string): MrzLine2 | undefined {
  const text = line.replace(/\s/g, '').toUpperCase();
  const sex = text[20];
  if (!/^[A-Z0-9<]{44}$/.test(text) || (sex !== 'M' && sex !== 'F' && sex !== '<')) return undefined;
  const optional = text.slice(28, 42);
  const fits = (field: string, at: number): boolean => mrzCheckDigit(field) === text[at];
  return {
    number: text.slice(0, 9).replace(/<+$/, ''),
    nationality: text.slice(10, 13).replace(/<+$/, ''),
    birth: text.slice(13, 19),
    sex,
    expiry: text.slice(21, 27),
    optional: optional.replace(/<+$/, ''),
    fits: {
      number: fits(text.slice(0, 9), 9),
      birth: fits(text.slice(13, 19), 19),
      expiry: fits(text.slice(21, 27), 27),
      optional: fits(optional, 42) || (/^<+$/.test(optional) && text[42] === '<'),
      composite: fits(text.slice(0, 10) + text.slice(13, 20) + text.slice(21, 43), 43),
    },
  };
}

/** The fields of a TD3 passport's first line. */
export type MrzLine1 = {
  /**
   * P alone or with a letter for its kind: PP ordinary, PD diplomatic, PO official, PE emergency, PR refugee's, PT
   * alien's.
   */
  readonly type: string;
  /** One to three letters: Germany's is D. */
  readonly issuer: string;
  /** Empty where the holder has none and the zone says so: `P<IND<<ANANDI`. */
  readonly surname: string;
  readonly givenNames: string;
};

/**
 * Reads the first line of a TD3 zone (44 characters, ICAO 9303-4 §4.2.1); undefined where the form is wrong. Tolerant
 * of digits in a name, which `isMrzLine1` is not: what was read must be seen to be mended.
 */
export function parseMrzLine1(line: string): MrzLine1 | undefined {
  const text = line.replace(/\s/g, '').toUpperCase();
  if (!/^P[A-Z<][A-Z<]{3}[A-Z0-9<]{39}$/.test(text)) return undefined;
  const [surname = '', givenNames = ''] = text.slice(5).split('<<');
  return {
    type: text.slice(0, 2).replace(/</g, ''),
    issuer: text.slice(2, 5).replace(/<+$/, ''),
    surname: surname.replace(/</g, ' ').trim(),
    givenNames: givenNames.replace(/</g, ' ').trim(),
  };
}

/**
 * Whether the name of a first line fills it to its end, so that it may have been cut off (ICAO 9303-4 §4.2.3): the
 * printed one may be longer.
 */
export function isNameCutOff(line: string): boolean {
  return /^\S{43}[A-Z]$/i.test(line.replace(/\s/g, ''));
}

/**
 * Whether a line is a TD3 zone's first one as ICAO 9303-3 §4.6 writes names: letters alone, one filler between words,
 * two between surname and given names once, fillers to the end. A letter among those (VZOR<<K) is misread.
 */
export function isMrzLine1(line: string): boolean {
  const text = line.replace(/\s/g, '').toUpperCase();
  const name = /^(?:<<)?[A-Z]+(?:<[A-Z]+)*(?:<<[A-Z]+(?:<[A-Z]+)*)?<*$/;
  return parseMrzLine1(text) !== undefined && /^..[A-Z]/.test(text) && name.test(text.slice(5));
}

/**
 * Whether a line is a TD3 zone's second one, its five check digits fit and its dates are of a calendar: parts of a
 * birth that are unknown are fillers (ICAO 9303-3 §4.8, 68<<<<), which some issuers print as zeros.
 */
export function isMrzLine2(line: string): boolean {
  const parsed = parseMrzLine2(line);
  if (!parsed || !Object.values(parsed.fits).every(Boolean)) return false;
  const calendar = /^(?:\d\d|<<)(?:0\d|1[0-2]|<<)(?:[0-2]\d|3[01]|<<)$/;
  return /^[A-Z]{1,3}$/.test(parsed.nationality) && calendar.test(parsed.birth) && calendar.test(parsed.expiry);
}

function mrzValue(character: string): number {
  if (character === '<') return 0;
  if (/^\d$/.test(character)) return Number(character);
  return /^[A-Z]$/.test(character) ? character.charCodeAt(0) - 55 : -1;
}
