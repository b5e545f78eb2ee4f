import type { Socket } from 'node:net';
import type { NonceMemory } from './faults/fault.ts';
import { createNonceBook, type NonceBook } from './nonces.ts';
import { createRandom } from './random.ts';

/** How many nodes the gateway has, what they remember, and how fresh connections come to them. */
export type NodeOptions = {
  /** Default 1. */
  readonly count?: number;
  /** Default `shared`. */
  readonly memory?: NonceMemory;
  /** Draws each connection's node from this seed; without one the nodes take turns. */
  readonly seed?: string;
};

/** One node of the gateway, counted from 1. */
export type GatewayNode = { readonly number: number; nonces(memory: NonceMemory | undefined): NonceBook };

/** Finds the node behind a connection: a connection sticks to the node that took its first request. */
export type Nodes = { of(socket: Socket): GatewayNode };

const forgetful: NonceBook = { used: () => false, remember: () => {} };

/** `windowMs` is how long a used nonce is refused. */
export function createNodes(windowMs: number, { count = 1, memory = 'shared', seed }: NodeOptions = {}): Nodes {
  const shared = createNonceBook(windowMs);
  const nodes = Array.from({ length: count }, (_, index): GatewayNode => {
    const own = createNonceBook(windowMs);
    // Each book is kept in every case, so that a memory that changes during a run finds what was used before.
    const both = (book: NonceBook): NonceBook => ({
      used: book.used,
      remember: (...nonce) => {
        own.remember(...nonce);
        shared.remember(...nonce);
      },
    });
    const books = { shared: both(shared), own: both(own), none: both(forgetful) };
    return { number: index + 1, nonces: (now = memory) => books[now] };
  });
  const taken = new WeakMap<Socket, GatewayNode>();
  const random = seed === undefined ? undefined : createRandom(`${seed} nodes`);
  let turn = 0;

  function next(): GatewayNode {
    const node = nodes[random === undefined ? turn++ % nodes.length : Math.floor(random() * nodes.length)];
    if (node === undefined) throw new Error('a gateway has at least one node');
    return node;
  }

  return {
    of(socket) {
      const node = taken.get(socket) ?? next();
      taken.set(socket, node);
      return node;
    },
  };
}
