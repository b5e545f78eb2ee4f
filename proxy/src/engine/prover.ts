import type { EngineContext } from './context.ts';
import type { Gate } from './pacing/gate.ts';

const againAfterMs = 60_000;

/** Finds out whether this endpoint refuses used nonces: without that proof no billed call is ever repeated. */
export type Prover = {
  readonly proved: boolean;
  /** It was tried once, whatever came of it. */
  readonly asked: boolean;
  readonly step: (signal: AbortSignal) => Promise<number>;
};

/** Tries once a minute until Green gives a clear answer; two free queries a try. */
export function createProver(
  deps: Pick<EngineContext, 'green' | 'log'> & { readonly gate: Gate; readonly changed: () => void },
): Prover {
  const { green, log, gate, changed } = deps;
  let proof: 'refused' | 'accepted' | 'unknown' = 'unknown';
  let asked = false;
  return {
    get proved() {
      return proof === 'refused';
    },
    get asked() {
      return asked;
    },
    async step(signal) {
      if (proof !== 'unknown') return Number.POSITIVE_INFINITY;
      proof = await green.probeNonce(() => gate.pass(undefined, signal), signal);
      if (signal.aborted) return 0;
      const first = !asked;
      asked = true;
      if (proof === 'refused')
        log.info({ outcome: proof }, 'used nonces are refused here: lost answers can be asked for again');
      if (proof === 'accepted')
        log.warn(
          { outcome: proof },
          'used nonces are accepted here: a lost answer is never asked for by sending again',
        );
      if (first || proof !== 'unknown') changed();
      return proof === 'unknown' ? againAfterMs : Number.POSITIVE_INFINITY;
    },
  };
}
