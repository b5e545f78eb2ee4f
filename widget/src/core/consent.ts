/** What a person has consented to. */
export type Consent = {
  /** Names the host's words, 1 to 64 characters, as `2026-11`; stands in the receipt. */
  readonly version: string;
  /** When they were accepted, by this device's clock, in ms since 1970. */
  readonly at: number;
};

/** The same as it is told to the service: how long ago it was given, since a device's clock may be wrong. */
export function consentSince({ version, at }: Consent, now: number): string {
  return `${encodeURIComponent(version)}; age=${Math.max(0, Math.floor((now - at) / 1_000))}`;
}
