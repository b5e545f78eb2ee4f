import type { CardName, DoneScan, FailedScan, Inspection } from '@scanfill/proxy/contract';
import type { Progress } from '../client/scan-client.ts';
import type { Consent } from '../consent.ts';
import type { Hint } from '../hints.ts';
import type { Opened } from '../open/opened.ts';
import type { Way } from '../open/pages.ts';
import type { Failure } from './flow-state.ts';

/**
 * What a flow needs of the world; `createScanFlow` is handed the real ones by the widget and scripted ones by tests.
 */
export type FlowServices = {
  /** What is no photo may be made one, which takes the file's place; `way` asks which page. */
  inspect(file: Blob, way: Way): Promise<Opened>;
  /** `inspected`: what `inspect` said of the file. */
  hints(file: Blob, signal: AbortSignal, inspected: Inspection): Promise<readonly Hint[]>;
  prepare(
    file: Blob,
    options: {
      readonly signal: AbortSignal;
      readonly inspected: Inspection | undefined;
      /** Nothing is cut off, whatever the page asks for. */
      readonly whole?: boolean | undefined;
    },
  ): Promise<{ readonly file: File }>;
  readonly client: {
    scan<C extends CardName>(card: C, file: Blob, options: SendOptions): Promise<DoneScan<C> | FailedScan<C>>;
    resume(id: string, options: Pick<SendOptions, 'signal' | 'onProgress'>): Promise<DoneScan | FailedScan>;
    remove(id: string): Promise<void>;
  };
  /** Turns whatever was thrown into a failure. */
  failureOf(error: unknown): Failure;
  /** A new idempotency key. */
  newKey(): string;
  readonly memory: FlowMemory;
  readonly network: {
    online(): boolean;
    /** Calls back when the connection comes or goes; gives the way to stop. */
    watch(changed: () => void): () => void;
  };
};

/** How a photo is sent. `key`: one for each photo, so that a repeated upload is the same scan. */
export type SendOptions = {
  readonly signal: AbortSignal;
  readonly key: string;
  readonly onProgress: (progress: Progress) => void;
  readonly onScan: (id: string) => void;
  readonly consent?: Consent | undefined;
};

/**
 * Keeps one word over a reload: a scan's id, or `camera` while the camera app is open (`left-word.ts`). Never an image
 * or a field.
 */
export type FlowMemory = { load(): string | undefined; save(word: string | undefined): void };
