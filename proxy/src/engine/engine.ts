import { causeOf } from '../base/log.ts';
import type { GreenCallback } from '../green/port.ts';
import type { Webhook } from '../webhooks/webhook.ts';
import { type Account, createAccount, type Trouble } from './account.ts';
import { type Advance, createAdvance } from './advance.ts';
import { type CallbackIntake, createCallbackIntake } from './callbacks.ts';
import type { EngineContext } from './context.ts';
import { createEvidence } from './evidence.ts';
import { createInFlight } from './in-flight.ts';
import { createLoop, type Loop } from './loop.ts';
import { createCircuit } from './pacing/circuit.ts';
import { createGate } from './pacing/gate.ts';
import { createPollStep } from './poller.ts';
import { createProbeStep } from './probe.ts';
import { createProver, type NonceProof } from './prover.ts';
import { recover } from './recover.ts';
import { createResolveStep } from './resolver.ts';
import { createSentHere } from './sent-here.ts';
import { settleDoubt } from './settle-doubt.ts';
import { createSubmitStep } from './submitter.ts';
import { createSweepStep } from './sweeper.ts';
import { createTeller } from './teller.ts';

/** How the engine is set up, beyond what it works with. */
export type EngineOptions = {
  /** Calls a second that the account may make of each operation. */
  readonly qps: number;
  /** Most images in one submission. */
  readonly maxTasks: number;
  /**
   * Submissions of one scan in all after downloads that failed though somebody fetched the image: each may be billed.
   */
  readonly downloadAttempts: number;
  /** Where Green shall post the results of a batch to; absent: results are only polled. */
  readonly callback?: (batchId: string) => GreenCallback;
  /**
   * No other process works on the same store and image host: what is marked there as being sent was left by an earlier
   * one.
   */
  readonly alone: boolean;
  /** Whom ended scans are told to; absent: nobody. */
  readonly webhook?: Webhook;
};

/** The engine's state, for readiness and metrics. */
export type EngineStatus = {
  readonly running: boolean;
  /** Green cannot be reached: nothing is submitted. */
  readonly circuitOpen: boolean;
  /** Whether this endpoint was lately seen to refuse used nonces. */
  readonly nonceProof: NonceProof;
  /** Why Green does not serve the account; empty while all is well. */
  readonly troubles: readonly Trouble[];
  readonly inFlight: number;
  readonly submitGapMs: number;
  readonly queryGapMs: number;
};

/** Carries scans from `queued` to their end. */
export type Engine = {
  start(): void;
  /**
   * Stops taking up work, waits for the calls under way (`ms` at most). What is still open is taken up by the next
   * start.
   */
  stop(ms?: number): Promise<void>;
  status(): EngineStatus;
  /** The operator's word where it is doubtful what was submitted; answers how many scans it ended. */
  settle(options: { readonly resubmit: boolean }): Promise<number>;
  readonly advance: Advance;
  /** Told of calls that are made outside the engine. */
  readonly account: Pick<Account, 'heard'>;
  /** Takes what a notification says. */
  readonly callback: CallbackIntake;
};

/** Most calls are answered within it; whoever stops a service waits eight seconds or ten before killing it. */
const usualDrainMs = 3_000;

/** Wires the loops together: submitter, poller, resolver, sweeper, the circuit's probe and the nonce self-test. */
export function createEngine(context: EngineContext, options: EngineOptions): Engine {
  const { store, clock, log } = context;
  const { qps, maxTasks, callback, alone, downloadAttempts, webhook } = options;
  const submitGate = createGate({ ...context, operation: 'submit', qps });
  const queryGate = createGate({ ...context, operation: 'query', qps });
  const inFlight = createInFlight({ clock, log });
  const advance = createAdvance(context, webhook !== undefined);
  const tell = createTeller({ ...context, advance, webhook });
  const circuit = createCircuit({
    changed(open) {
      log.warn(
        { outcome: open ? 'open' : 'closed' },
        open ? 'Green cannot be reached: submissions stop' : 'Green is back',
      );
      for (const loop of loops) loop.wake();
    },
  });
  const account = createAccount({
    elapsed: clock.elapsed,
    log,
    changed: () => {
      for (const loop of loops) loop.wake();
    },
  });
  const prover = createProver({ ...context, account, gate: queryGate, changed: () => resolve.wake() });
  const evidence = createEvidence(context);
  const sent = createSentHere(clock);
  const parts = { ...context, account, advance, circuit, inFlight, evidence, sent };

  const loop = (name: string, step: (signal: AbortSignal) => Promise<number>): Loop =>
    createLoop({ name, clock, log, step });
  const submit = loop('submit', createSubmitStep({ ...parts, gate: submitGate, maxTasks, callback }));
  const poll = loop(
    'poll',
    createPollStep({ ...parts, gate: queryGate, downloadAttempts, awaitsNotices: callback !== undefined }),
  );
  const resolve = loop('resolve', createResolveStep({ ...parts, gate: submitGate, prover }));
  const erase = loop('erase', createSweepStep({ ...context, advance, alone, tell }));
  const probe = loop('probe', createProbeStep({ ...context, account, circuit, gate: queryGate }));
  const prove = loop('prove', prover.step);
  const loops = [submit, poll, resolve, erase, probe, prove];
  const byQueue = { submit, poll, resolve, erase };

  async function takeUp(): Promise<void> {
    if (!alone) return;
    const count = await recover({ ...context, advance }).catch((error: unknown) => {
      log.warn({ cause: causeOf(error) }, 'what an earlier process left is taken up when its leases end');
      return 0;
    });
    if (count > 0) log.info({ count }, 'submissions of an earlier process taken up');
  }

  let stopping: AbortController | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let unwatch = (): void => {};

  return {
    advance,
    account,
    async settle(options) {
      const ended = await settleDoubt({ ...context, advance }, options);
      log.warn({ count: ended }, 'submissions go on: the operator has looked');
      submit.wake();
      return ended;
    },
    callback: createCallbackIntake({ ...context, advance }),
    start() {
      if (stopping) return;
      const controller = new AbortController();
      stopping = controller;
      unwatch = store.watch(({ queues }) => {
        for (const queue of queues) byQueue[queue].wake();
      });
      running = takeUp().then(() => Promise.all(loops.map((each) => each.run(controller.signal))));
    },
    async stop(ms = usualDrainMs) {
      stopping?.abort();
      unwatch();
      await Promise.race([running, clock.sleep(ms)]);
      await inFlight.drain(ms);
      stopping = undefined;
    },
    status: () => ({
      running: stopping !== undefined && !stopping.signal.aborted,
      circuitOpen: circuit.open,
      nonceProof: prover.proof,
      troubles: account.troubles(),
      inFlight: inFlight.size,
      submitGapMs: submitGate.throttle.gapMs(),
      queryGapMs: queryGate.throttle.gapMs(),
    }),
  };
}
