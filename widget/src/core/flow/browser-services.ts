import type { CardName, ProblemCode } from '@scanfill/proxy/contract';
import { ScanError } from '../base/scan-error.ts';
import type { SessionSource } from '../client/session.ts';
import { createScanClient, hintsOf, openImage, prepareImage } from '../later.ts';
import type { FlowMemory, FlowServices } from './flow-services.ts';
import type { Failure } from './flow-state.ts';
import { readMark } from './left-word.ts';
import { createSessionMemory } from './session-memory.ts';

/** Where a flow's scans go. */
export type ServiceOptions = {
  readonly endpoint: string;
  readonly session: SessionSource;
  readonly card: CardName;
  /** `card`: only the card is sent, where one is found; see `prepare-image.ts`. */
  readonly crop?: 'card' | undefined;
  /** Tells two uploads of the same card on one page apart, over a reload. */
  readonly slot?: string | undefined;
};

/** The browser's own services for a flow. */
export function createBrowserServices(options: ServiceOptions): FlowServices {
  const { endpoint, session, crop } = options;
  return {
    // What a page can bring under the service's limits is not refused.
    inspect: openImage,
    hints: hintsOf,
    prepare: (file, { whole, ...rest }) => prepareImage(file, whole ? rest : { ...rest, crop }),
    client: createScanClient({ endpoint, session }),
    failureOf,
    // randomUUID is missing where the page is not a secure context.
    newKey: () => globalThis.crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`,
    memory: memoryOf(options),
    network: {
      online: () => navigator.onLine !== false,
      watch(changed) {
        addEventListener('online', changed);
        addEventListener('offline', changed);
        return () => {
          removeEventListener('online', changed);
          removeEventListener('offline', changed);
        };
      },
    },
  };
}

type Place = Omit<ServiceOptions, 'session' | 'crop'>;

function memoryOf({ endpoint, card, slot = '' }: Place): FlowMemory {
  return createSessionMemory([endpoint, card, slot].join(' '));
}

/** A scan that was read is not brought back there; one on its way still is. */
export function forgetRead(place: Place): void {
  const memory = memoryOf(place);
  if (readMark.test(memory.load() ?? '')) memory.save(undefined);
}

/** A thrown error, or the problem of a failed scan, as a failure. */
export function failureOf(error: unknown): Failure {
  const known = error instanceof ScanError ? error : new ScanError(hasCode(error) ? error.code : 'internal');
  // The person reads a sentence; what nobody mends by trying again is for whoever wrote the page or runs the service. A
  // scan that is gone is neither's fault.
  if (known.foreign || (known.retry === 'no' && known.code !== 'scan-not-found')) console.error(known);
  return { code: known.code, retry: known.retry, params: known.params };
}

function hasCode(value: unknown): value is { readonly code: ProblemCode } {
  return typeof value === 'object' && value !== null && 'code' in value;
}
