import type { CardName } from '@scanfill/proxy/contract';
import { type FlowEvent, type FlowState, reduceFlow } from './flow-state.ts';

/** Where a flow stands, and who is told of it. */
export type States<C extends CardName> = {
  get(): FlowState<C>;
  /** Lays an event on the state; whoever listens hears of it if that changed anything. */
  dispatch(event: FlowEvent<C>): void;
  /** Calls back after every change; gives the way to stop. */
  subscribe(listener: () => void): () => void;
};

/** The states of one flow, idle at first. */
export function createStates<C extends CardName>(): States<C> {
  const listeners = new Set<() => void>();
  let state: FlowState<C> = { phase: 'idle' };
  return {
    get: () => state,
    dispatch(event) {
      const next = reduceFlow(state, event);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
