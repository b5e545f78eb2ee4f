import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Engine } from '../engine/engine.ts';
import type { ImageHost } from '../images/images.ts';
import type { Session } from '../sessions/form.ts';
import type { SessionKeys } from '../sessions/keys.ts';
import type { Revocations } from '../sessions/revocations.ts';
import type { Store } from '../store/store.ts';
import type { AddressLimit } from './guards/address-limit.ts';
import type { Waiting } from './polls/waiting.ts';
import type { ViewOf } from './scan-view.ts';
import type { Shares } from './shares.ts';
import type { StoreState } from './store-state.ts';
import type { DayCeiling } from './uploads/day-ceiling.ts';
import type { EndUnread } from './uploads/end-unread.ts';
import type { Precedence } from './uploads/precedence.ts';
import type { UploadLimits } from './uploads/upload-room.ts';

/** What the routes work with. */
export type HttpContext = {
  readonly store: Store;
  readonly storeState: StoreState;
  readonly images: ImageHost;
  readonly engine: Engine;
  readonly waiting: Waiting;
  /** Requests of each subject that are held at once. */
  readonly polls: Shares;
  readonly precedence: Precedence;
  readonly addressLimit: AddressLimit;
  readonly clock: Clock;
  readonly log: Log;
  readonly endUnread: EndUnread;
  readonly viewOf: ViewOf;
  /** Undefined where AUTH is off: everybody is one subject. */
  readonly verify: ((token: string) => Promise<Session>) | undefined;
  readonly revocations: Pick<Revocations, 'check'>;
  /** Undefined where sessions are signed with a secret alone. */
  readonly sessionKeys: Pick<SessionKeys, 'trouble'> | undefined;
  readonly audit: Audit;
  readonly failpoint: EngineContext['failpoint'];
  readonly limits: HttpLimits;
  /** Undefined where there is none. */
  readonly ceiling: DayCeiling | undefined;
  /** Aborts when the service stops: no new scans are taken then. */
  readonly stopping: AbortSignal;
  readonly observer: Pick<EngineContext['observer'], 'unsettled'>;
  readonly created: (card: string, bytes: number) => void;
};

/** What the HTTP side allows. */
export type HttpLimits = UploadLimits & {
  /** Scans that a session may create whose token does not say how many; 0: no limit. */
  readonly sessionQuota: number;
  /** Requests a minute of one subject; 0: no limit. */
  readonly requestsPerMinute: number;
  /** More scans than this waiting for submission: new ones are refused. */
  readonly mostQueued: number;
  /** An upload must end within this. */
  readonly uploadMs: number;
  /** An upload must not pause longer than this. */
  readonly uploadPauseMs: number;
};
