import type { Green } from '../green/port.ts';
import type { Account } from './account.ts';
import type { EngineContext } from './context.ts';
import type { Gate } from './pacing/gate.ts';

/** A balancer with two nodes sends so many fresh connections to the first's alone once in 2,048 times. */
const wantedRefusals = 11;
/** While nothing is proved every lost answer costs its scan, so it is tried again soon. */
const againAfterMs = 5_000;
/** Proved anew so often, and trusted so long: a gateway may be given another node at any time. */
const renewEveryMs = 5 * 60_000;
const trustedMs = 12 * 60_000;

/** `refuted`: a used nonce was accepted once, by whichever node. Nothing makes up for that. */
export type NonceProof = 'unproved' | 'proved' | 'stale' | 'refuted';

/** Finds out whether this endpoint refuses used nonces: without a young proof of it no billed call is ever repeated. */
export type Prover = {
  readonly proof: NonceProof;
  readonly proved: boolean;
  /** It was tried once, whatever came of it. */
  readonly asked: boolean;
  readonly step: (signal: AbortSignal) => Promise<number>;
};

/**
 * Free queries until Green has refused eleven used nonces, and again every five minutes. On a bad line the refusals of
 * several tries add up: each says by itself that another connection met a node that knew of the first.
 */
export function createProver(
  deps: Pick<EngineContext, 'log' | 'clock'> & {
    readonly green: Pick<Green, 'probeNonce'>;
    readonly account: Pick<Account, 'heard'>;
    readonly gate: Pick<Gate, 'pass'>;
    readonly changed: () => void;
  },
): Prover {
  const { green, log, clock, account, gate, changed } = deps;
  let provedAtMs: number | undefined;
  let refuted = false;
  let asked = false;
  let nextAtMs = Number.NEGATIVE_INFINITY;
  let refusedAtMs: readonly number[] = [];

  function proof(): NonceProof {
    if (refuted) return 'refuted';
    if (provedAtMs === undefined) return 'unproved';
    return clock.elapsed() - provedAtMs < trustedMs ? 'proved' : 'stale';
  }

  return {
    get proof() {
      return proof();
    },
    get proved() {
      return proof() === 'proved';
    },
    get asked() {
      return asked;
    },
    async step(signal) {
      if (refuted) return Number.POSITIVE_INFINITY;
      if (nextAtMs > clock.elapsed()) return nextAtMs - clock.elapsed();
      const before = proof();
      const startedAtMs = clock.elapsed();
      refusedAtMs = refusedAtMs.filter((atMs) => startedAtMs - atMs < renewEveryMs);
      const known = refusedAtMs.length;
      const seen = await green.probeNonce(
        {
          wanted: wantedRefusals - known,
          slot: () => gate.pass(undefined, signal),
          heard: (outcome) => account.heard('query', outcome),
          refused: () => {
            refusedAtMs = [...refusedAtMs, clock.elapsed()];
          },
        },
        signal,
      );
      if (signal.aborted) return 0;
      if (seen === 'refused') {
        provedAtMs = refusedAtMs[0] ?? startedAtMs;
        refusedAtMs = [];
      }
      if (seen === 'accepted') refuted = true;
      const pauseMs = refusedAtMs.length > known ? 0 : againAfterMs;
      nextAtMs = clock.elapsed() + (seen === 'unknown' ? pauseMs : renewEveryMs);
      if (proof() !== before || !asked) tell();
      asked = true;
      return Math.max(0, nextAtMs - clock.elapsed());
    },
  };

  function tell(): void {
    const now = proof();
    if (now === 'proved')
      log.info({ outcome: now }, 'used nonces are refused here: lost answers can be asked for by sending again');
    if (now === 'refuted')
      log.warn({ outcome: now }, 'a used nonce was accepted here: a lost answer is never asked for by sending again');
    changed();
  }
}
