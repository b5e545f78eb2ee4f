import type { Audit } from './audit/audit.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { Failpoint } from './engine/context.ts';
import type { Credentials, CredentialsProvider } from './green/credentials.ts';
import type { Green } from './green/port.ts';
import type { ImageHost } from './images/images.ts';
import type { MakeRedisClient, RedisTls } from './store/redis/redis-client.ts';
import type { Store } from './store/store.ts';

/** An S3-compatible bucket (OSS, S3, R2, MinIO). */
export type BucketSettings = {
  /** Scheme and host of the S3 API, such as `https://s3.oss-cn-shanghai.aliyuncs.com`. BUCKET_ENDPOINT */
  readonly endpoint: string;
  /** BUCKET_NAME */
  readonly name: string;
  /** BUCKET_REGION */
  readonly region: string;
  /** BUCKET_ACCESS_KEY_ID */
  readonly accessKeyId: string;
  /** BUCKET_ACCESS_KEY_SECRET */
  readonly accessKeySecret: string;
  /**
   * Whose addresses Green gets: `presigned`, the bucket's own, where photos lie in plain and nobody can tell who
   * fetched one; or `proxy`, this proxy's at `publicUrl`, where they lie sealed and a submission whose image nobody
   * fetched can be made anew. `proxy` with notifications at `publicUrl` unless told, else `presigned`. BUCKET_LINKS
   */
  readonly links?: 'presigned' | 'proxy';
};

/** Green's notifications; `{}` does where `publicUrl` is set. */
export type CallbackSettings = {
  /**
   * Where Green reaches this proxy, its mount path included; `/v1/callbacks/<token>` is appended. `publicUrl` unless
   * told. CALLBACK_URL
   */
  readonly url?: string;
  /** 1 to 64 letters, digits, underscores; derived from the store's secret unless told. CALLBACK_SEED */
  readonly seed?: string;
  /** Still taken during a rotation. CALLBACK_SEED_PREVIOUS */
  readonly previousSeed?: string;
  /** The main account's numeric ID: the checksums are verified then. ALIBABA_CLOUD_ACCOUNT_ID */
  readonly accountId?: string;
  /** SHA256 unless told. CALLBACK_CRYPT_TYPE */
  readonly cryptType?: 'SHA256' | 'SM3';
};

/** What `createProxy` takes; behind each the environment variable that `scanfill-proxy` reads it from. */
export type ProxyOptions = {
  /**
   * The account's access key, or a function that is asked for it at each signature and may be async; without it
   * `@alicloud/credentials`, which has to be installed then. ALIBABA_CLOUD_ACCESS_KEY_ID, …_SECRET,
   * ALIBABA_CLOUD_SECURITY_TOKEN, each also as …_FILE
   */
  readonly credentials?: Credentials | CredentialsProvider;
  /**
   * A region with card OCR (`cn-shanghai`, `cn-beijing`, `vpc:…`), a host or an origin; `cn-shanghai` unless told.
   * GREEN_ENDPOINT
   */
  readonly greenEndpoint?: string;
  /** Calls a second that the account may make of each operation; 10 unless told. GREEN_QPS */
  readonly greenQps?: number;
  /** Images in one submission: 10 unless told; up to 100 once the account's concurrency was raised. GREEN_MAX_TASKS */
  readonly greenMaxTasks?: number;
  /**
   * Submissions of one image in all when Green says that its download failed though somebody had fetched it; each may
   * be billed. 1 unless told. GREEN_DOWNLOAD_ATTEMPTS
   */
  readonly greenDownloadAttempts?: number;
  /** The scene configured in Alibaba's console; the account's default unless told. GREEN_BIZ_TYPE */
  readonly greenBizType?: string;

  /**
   * Where the proxy is reached from outside, its mount path included, such as `https://kyc.example/scanfill`.
   * PUBLIC_URL
   */
  readonly publicUrl?: string;
  /**
   * Origins of pages that may call, exactly as browsers send them. The proxy's own origin always may. ALLOWED_ORIGINS,
   * separated by commas
   */
  readonly allowedOrigins?: readonly string[];
  /** What sessions are minted with: at least 128 bits of chance, as hex or base64. SESSION_SECRET */
  readonly sessionSecret?: string;
  /** Still taken during a rotation. SESSION_SECRET_PREVIOUS */
  readonly previousSessionSecret?: string;
  /**
   * Beside a secret or in its place: a JWK set of public Ed25519 keys, as a file's path or an https address, for
   * sessions that were minted with a `privateKey`. Read again while the proxy runs. SESSION_JWKS
   */
  readonly sessionJwks?: string;
  /**
   * `off`: no sessions, everybody sees every scan whose id they know. Refused for a mounted proxy unless NODE_ENV is
   * `development`. AUTH
   */
  readonly auth?: 'session' | 'off';

  /**
   * `file:<directory>`, `memory:`, or a Redis: `redis://…`, `rediss://…`, `unix:///…`,
   * `redis+sentinel://host,host/name`, `redis+cluster://host,host`; `file:./data` unless told. STORE_URL
   */
  readonly store?: string;
  /** Certificates in PEM for a `rediss://`: an authority of one's own, a client's. STORE_CA, STORE_CERT, STORE_KEY */
  readonly storeTls?: RedisTls;
  /**
   * Instead of `store`: makes an ioredis client of the host's own (5 or 6, `Redis` or `Cluster`) with the settings that
   * it is handed: `(settings) => new Redis({ ...mine, ...settings })`, or
   * `(settings, cluster) => new Cluster(nodes, { ...cluster, redisOptions: { ...mine, ...settings } })`.
   */
  readonly redisClient?: MakeRedisClient;
  /** What scans and images are sealed under; `sessionSecret` unless told, with a warning. STORE_SECRET */
  readonly storeSecret?: string;
  /** Opens what was sealed before a rotation. STORE_SECRET_PREVIOUS */
  readonly previousStoreSecret?: string;
  /**
   * Where Green fetches images: `link` (from this proxy), `bucket`, `green` (Alibaba's own upload bucket), or an image
   * host. `link` where `publicUrl` is set, else `green`. IMAGE_HOST
   */
  readonly imageHost?: 'link' | 'bucket' | 'green' | ImageHost;
  /** For the `bucket` image host. BUCKET_… */
  readonly bucket?: BucketSettings;
  /** Absent: results are only polled. CALLBACK=on, or CALLBACK_URL */
  readonly callback?: CallbackSettings;

  /**
   * Whom ended scans are told to, by the Standard Webhooks specification: an https address (http on loopback), and the
   * secret to sign with, `whsec_` and 24 to 64 bytes in base64. WEBHOOK_URL, WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS
   */
  readonly webhook?: { readonly url: string; readonly secret: string; readonly previousSecret?: string };
  /**
   * Offers people at a computer to take the photo with their phone: who asks for it (80 characters at most), and what
   * for, as the page says that the phone opens at `publicUrl`. PHONE_NAME, PHONE_PURPOSE
   */
  readonly phone?: { readonly name: string; readonly purpose?: string };
  /**
   * What the host's backend asks for scans with, by `createBackend`; without it that is not served. At least 128 bits
   * of chance. BACKEND_SECRET
   */
  readonly backendSecret?: string;
  /** Still taken during a rotation. BACKEND_SECRET_PREVIOUS */
  readonly previousBackendSecret?: string;
  /**
   * What receipts are signed with: an Ed25519 private key, PEM or JWK; derived from the store's secret unless told.
   * RECEIPT_KEY
   */
  readonly receiptKey?: string;
  /** Its public half is still published during a rotation. RECEIPT_KEY_PREVIOUS */
  readonly previousReceiptKey?: string;
  /** Whom receipts are for; `publicUrl` unless told, else `scanfill`. RECEIPT_AUDIENCE */
  readonly receiptAudience?: string;

  /**
   * Nobody else is on the wires to bucket, Redis and whoever stands before this proxy: they need no TLS then.
   * PRIVATE_NETWORK
   */
  readonly privateNetwork?: boolean;

  /** Requests a minute of one subject; 600 unless told, 0: no limit. RATE_LIMIT */
  readonly requestsPerMinute?: number;
  /** More scans than this waiting for submission: new ones are answered 503; 20,000 unless told. MAX_QUEUED */
  readonly mostQueued?: number;
  /** More scans than this in a day (UTC+8): new ones are answered 503; unlimited unless told. MAX_IMAGES_A_DAY */
  readonly mostImagesADay?: number;
  /** What an image costs, in whatever currency: `scanfill_spend_total` counts in it. IMAGE_PRICE */
  readonly imagePrice?: number;
  /** An upload must end within this many milliseconds; 120,000 unless told. UPLOAD_TIMEOUT_MS */
  readonly uploadMs?: number;
  /** An upload must not pause longer than this many milliseconds; 20,000 unless told. UPLOAD_PAUSE_MS */
  readonly uploadPauseMs?: number;
  /** Scans that a session may create whose token names no `quota`; 100 unless told, 0: no limit. SESSION_QUOTA */
  readonly sessionQuota?: number;
  /**
   * Uploads open at once, in this process; what is more is answered 503. 2,000 unless told, 0: no limit. MAX_UPLOADS
   */
  readonly mostUploads?: number;
  /**
   * Uploads of one subject open at once, in this process; what is more is answered 429 before its body is read. 16
   * unless told, 0: no limit. MAX_UPLOADS_A_SUBJECT
   */
  readonly mostUploadsASubject?: number;
  /**
   * Megabytes of one subject on their way at once, by what the uploads announce, 20 where they do not; the same answer.
   * 64 unless told, 0: no limit. MAX_UPLOAD_MB_A_SUBJECT
   */
  readonly mostUploadMbASubject?: number;
  /**
   * Requests of one subject that are held at once (`Prefer: wait`); what is more is answered at once. 32 unless told,
   * 0: no limit. MAX_POLLS_A_SUBJECT
   */
  readonly mostPollsASubject?: number;
  /**
   * How a client's address is known, without which nothing goes by address: `none` stands in front, so many gateways
   * do (`1` to `9`), or those at these addresses and networks, separated by commas (`loopback`, `private`,
   * `10.0.0.0/8`); gateways tell it by `X-Forwarded-For`. TRUST_PROXY
   */
  readonly trustProxy?: string;
  /**
   * Refused requests a minute of one address, after which it is refused; 300 unless told, 0: no limit. ADDRESS_LIMIT
   */
  readonly mostRefusals?: number;
  /**
   * Connections of one address open at once, on a server that `guard` was told of, where nobody stands in front; 500
   * unless told, 0: no limit. MAX_CONNECTIONS_AN_ADDRESS
   */
  readonly mostConnectionsAnAddress?: number;
  /** Connections open at once, on a server that `guard` was told of; 10,000 unless told. MAX_CONNECTIONS */
  readonly mostConnections?: number;

  /** Told who took in, ended and erased which scan, and whose sessions were revoked. AUDIT_LOG names a file for it. */
  readonly audit?: Audit;
  /** Where log lines go; pino to standard output unless told. LOG_LEVEL */
  readonly log?: Log;
  /** For tests: time, Green itself, a store of the test's, and where to crash. */
  readonly testStore?: Store;
  readonly clock?: Clock;
  readonly green?: Green;
  readonly failpoint?: (at: Failpoint) => Promise<void>;
};
