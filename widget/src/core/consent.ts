/** What a person has consented to. */
export type Consent = {
  /** Names the host's words, 1 to 64 characters, as `2026-11`; stands in the receipt. */
  readonly version: string;
  /** When they were accepted, by this device's clock, in ms since 1970. */
  readonly at: number;
};
