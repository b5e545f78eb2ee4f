import { secretDoubt, secretWeakness } from '../base/secret-strength.ts';
import { ConfigError } from './fault.ts';

/** What a former secret had to be: it is taken still, else a weak one could not be left without losing scans. */
const formerLeastLength = 32;
const formerLeastSigns = 8;

/**
 * A secret and the one before it, of which the first is used; empty where there is none. Throws a `ConfigError`: one
 * that holds too little chance, or a former one without a present one.
 */
export function secretsOf(
  variable: string,
  current: string | undefined,
  previous: string | undefined,
): readonly string[] {
  const former = `${variable}_PREVIOUS`;
  if (current === undefined) {
    if (previous !== undefined) throw new ConfigError(variable, `is missing while ${former} is set`);
    return [];
  }
  const weakness = secretWeakness(current);
  if (weakness !== undefined) throw new ConfigError(variable, weakness);
  if (previous === undefined) return [current];
  if (previous.length < formerLeastLength || new Set(previous).size < formerLeastSigns)
    throw new ConfigError(
      former,
      `has ${previous.length} characters, or few different ones: no release took such a one`,
    );
  return [current, previous];
}

/** What the operator should know of secrets that are taken, one sentence each. */
export function doubtsOf(secrets: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(secrets).flatMap(([variable, secret]) => {
    const doubt = secret === undefined ? undefined : secretDoubt(secret);
    return doubt === undefined ? [] : [`${variable} ${doubt}`];
  });
}
