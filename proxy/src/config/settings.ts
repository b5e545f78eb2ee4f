import { secretRecipe } from '../base/secret-strength.ts';
import { parseEndpoint } from '../green/endpoints.ts';
import type { ProxyOptions } from '../options.ts';
import type { MakeRedisClient, RedisTls } from '../store/redis/redis-client.ts';
import { namesRedis, parseRedisUrl, redisForms } from '../store/redis/redis-target.ts';
import { boundsOfCrowd } from './crowd.ts';
import { ConfigError } from './fault.ts';
import { isLoopback } from './loopback.ts';
import { type PhoneWords, phoneSettings } from './phone.ts';
import { type ReceiptSettings, receiptSettings } from './receipts.ts';
import { doubtsOf, secretsOf } from './secrets.ts';
import { parseTrustProxy, type TrustProxy } from './trust-proxy.ts';
import { type WebhookSettings, webhookSettings } from './webhook.ts';
import { checkAddress, checkRedis, type WireTrust } from './wires.ts';

/** Options with their defaults, checked. */
export type Settings = {
  readonly endpoint: string;
  readonly qps: number;
  readonly maxTasks: number;
  readonly downloadAttempts: number;
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** AUTH is off: nobody is asked for a session. */
  readonly isOpen: boolean;
  /** Empty where sessions are signed with keys alone, or AUTH is off. */
  readonly sessionSecrets: readonly string[];
  /** Where the public keys of sessions are found; undefined: they are signed with a secret alone. */
  readonly sessionKeys: { readonly path: string } | { readonly url: string } | undefined;
  /** The first seals. Empty: nothing outlives the process, so it makes up its own. */
  readonly storeSecrets: readonly string[];
  readonly storeUrl: StoreUrl;
  readonly imageHost: 'link' | 'bucket' | 'green';
  /** Whose addresses Green gets for the images of a bucket. */
  readonly bucketLinks: 'presigned' | 'proxy';
  /** Undefined: results are only polled. */
  readonly callback: Callback | undefined;
  readonly receipts: ReceiptSettings;
  readonly webhook: WebhookSettings | undefined;
  /** What the phone's page says; undefined: hand-offs to phones are not offered. */
  readonly phone: PhoneWords | undefined;
  /** Empty: the backend's routes are not served. */
  readonly backendSecrets: readonly string[];
  readonly requestsPerMinute: number;
  readonly mostQueued: number;
  readonly mostImagesADay: number | undefined;
  readonly imagePrice: number | undefined;
  readonly uploadMs: number;
  readonly uploadPauseMs: number;
  readonly trustProxy: TrustProxy;
  readonly mostRefusals: number;
  readonly mostConnections: number;
  readonly mostConnectionsAnAddress: number;
  readonly mostPollsASubject: number;
  readonly sessionQuota: number;
  readonly mostUploads: number;
  readonly mostUploadsASubject: number;
  readonly mostUploadMbASubject: number;
  /** What the operator should know at start, one sentence each. */
  readonly notes: readonly string[];
};

/** Green's notifications, with what was not told derived. */
export type Callback = {
  /** Without a slash at its end. */
  readonly url: string;
  /** The first is asked for, all are taken; undefined: they follow from the store's secrets. */
  readonly seeds: readonly string[] | undefined;
  readonly accountId: string | undefined;
  readonly cryptType: 'SHA256' | 'SM3';
};

/** Where scans are kept. */
export type StoreUrl =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly dir: string }
  | { readonly kind: 'redis'; readonly url: string | MakeRedisClient; readonly tls: RedisTls | undefined };

/** How long an upload may take unless told. */
export const usualUploadMs = 120_000;

/** Where the proxy stands. */
export type Place = {
  /** Whatever is not development. */
  readonly strict: boolean;
  /** Where the executable listens; undefined for a proxy that a host has mounted. */
  readonly host?: string | undefined;
};

/** Checks options together; throws a `ConfigError` that names the variable and the reason. */
export function settingsOf(options: ProxyOptions, { strict, host }: Place): Settings {
  const trust: WireTrust = { strict, isPrivate: options.privateNetwork === true };
  const notes: string[] = [];
  const endpoint = parseEndpoint(options.greenEndpoint ?? 'cn-shanghai');
  if (endpoint === undefined)
    throw new ConfigError('GREEN_ENDPOINT', 'is no host, origin or region with card OCR (cn-shanghai, cn-beijing)');
  if (strict && endpoint.startsWith('http:') && !isLoopback(new URL(endpoint).hostname))
    throw new ConfigError('GREEN_ENDPOINT', 'is not https: the signed requests could be read and replayed');
  const auth = options.auth ?? 'session';
  if (auth === 'off' && strict) checkOpen(host, options.publicUrl);
  const sessionSecrets =
    auth === 'off' ? [] : secretsOf('SESSION_SECRET', options.sessionSecret, options.previousSessionSecret);
  const sessionKeys = auth === 'off' ? undefined : sessionKeysOf(options.sessionJwks, trust);
  if (auth !== 'off' && sessionSecrets.length === 0 && sessionKeys === undefined)
    throw new ConfigError(
      'SESSION_SECRET',
      'is missing; sessions are minted and verified with it, or with SESSION_JWKS',
    );
  const publicUrl = publicUrlOf(options.publicUrl, trust);
  const storeUrl = storeUrlOf(options);
  const ownStoreSecrets = secretsOf('STORE_SECRET', options.storeSecret, options.previousStoreSecret);
  const storeSecrets =
    ownStoreSecrets.length > 0
      ? ownStoreSecrets
      : secretsOf('SESSION_SECRET', options.sessionSecret, options.previousSessionSecret);
  if (storeSecrets.length === 0 && storeUrl.kind !== 'memory')
    throw new ConfigError(
      'STORE_SECRET',
      'is missing, and so is SESSION_SECRET; what is kept is sealed under one of them',
    );
  if (ownStoreSecrets.length === 0 && storeUrl.kind !== 'memory') {
    const why = 'what is kept would be sealed under SESSION_SECRET, which whoever mints sessions has too';
    if (strict && host !== undefined)
      throw new ConfigError('STORE_SECRET', `is missing; ${why}. Make one of its own: ${secretRecipe}`);
    notes.push(`STORE_SECRET is not set: ${why.replace('would be', 'is')}`);
  }
  if (strict && host !== undefined && ownStoreSecrets[0] !== undefined && ownStoreSecrets[0] === sessionSecrets[0])
    throw new ConfigError('STORE_SECRET', `is the SESSION_SECRET; make one of its own: ${secretRecipe}`);
  notes.push(...doubtsOf({ SESSION_SECRET: sessionSecrets[0], STORE_SECRET: ownStoreSecrets[0] }));
  const imageHost =
    typeof options.imageHost === 'object'
      ? options.imageHost.kind
      : (options.imageHost ?? (publicUrl === undefined ? 'green' : 'link'));
  if (imageHost === 'link' && publicUrl === undefined && typeof options.imageHost !== 'object')
    throw new ConfigError('PUBLIC_URL', 'is missing; with IMAGE_HOST=link Green fetches the images from there');
  if (imageHost === 'link' && !options.green && publicUrl !== undefined && isOutOfReach(publicUrl, endpoint))
    throw new ConfigError('PUBLIC_URL', 'is an address of this machine alone: Green could not fetch the images there');
  if (imageHost === 'link' && storeUrl.kind === 'redis')
    throw new ConfigError(
      'IMAGE_HOST',
      'is link with a Redis store: a replica could not serve another one’s images; use bucket or green',
    );
  if (options.imageHost === 'bucket' && !options.bucket)
    throw new ConfigError('BUCKET_ENDPOINT', 'is missing; with IMAGE_HOST=bucket all BUCKET_… variables are needed');
  if (storeUrl.kind === 'redis' && typeof storeUrl.url === 'string') checkRedis(parseRedisUrl(storeUrl.url), trust);
  if (options.bucket)
    checkAddress(
      'BUCKET_ENDPOINT',
      addressOf('BUCKET_ENDPOINT', options.bucket.endpoint),
      'photos would travel in the clear',
      trust,
    );
  // Green reaches this proxy there anyway, and only the proxy can tell whether anybody fetched an image.
  const isReached = options.callback !== undefined && options.callback.url === undefined;
  const bucketLinks = options.bucket?.links ?? (isReached ? 'proxy' : 'presigned');
  if (bucketLinks === 'proxy' && options.imageHost === 'bucket') {
    if (publicUrl === undefined)
      throw new ConfigError('PUBLIC_URL', 'is missing; with BUCKET_LINKS=proxy Green fetches the images from there');
    if (!options.green && isOutOfReach(publicUrl, endpoint))
      throw new ConfigError(
        'PUBLIC_URL',
        'is an address of this machine alone: Green could not fetch the images there',
      );
  }
  return {
    endpoint,
    qps: numberOf('GREEN_QPS', options.greenQps ?? 10, 1, 1_000),
    maxTasks: numberOf('GREEN_MAX_TASKS', options.greenMaxTasks ?? 10, 1, 100),
    downloadAttempts: numberOf('GREEN_DOWNLOAD_ATTEMPTS', options.greenDownloadAttempts ?? 1, 1, 5),
    publicUrl,
    allowedOrigins: (options.allowedOrigins ?? []).map(originOf),
    isOpen: auth === 'off',
    sessionSecrets,
    sessionKeys,
    storeSecrets,
    storeUrl,
    imageHost,
    callback:
      options.callback &&
      callbackOf(options.callback, { publicUrl, endpoint, trust, isSimulated: options.green !== undefined }),
    bucketLinks,
    receipts: receiptSettings(options, publicUrl),
    webhook: webhookSettings(options, trust),
    phone: phoneSettings(
      options,
      publicUrl,
      !options.green && publicUrl !== undefined && isOutOfReach(publicUrl, endpoint),
    ),
    backendSecrets: secretsOf('BACKEND_SECRET', options.backendSecret, options.previousBackendSecret),
    requestsPerMinute: numberOf('RATE_LIMIT', options.requestsPerMinute ?? 600, 0, 1_000_000),
    mostQueued: numberOf('MAX_QUEUED', options.mostQueued ?? 20_000, 1, 10_000_000),
    mostImagesADay:
      options.mostImagesADay === undefined
        ? undefined
        : numberOf('MAX_IMAGES_A_DAY', options.mostImagesADay, 1, 100_000_000),
    imagePrice: priceOf(options.imagePrice),
    uploadMs: numberOf('UPLOAD_TIMEOUT_MS', options.uploadMs ?? usualUploadMs, 1_000, 600_000),
    uploadPauseMs: numberOf('UPLOAD_PAUSE_MS', options.uploadPauseMs ?? 20_000, 100, 600_000),
    trustProxy: trustProxyOf(options.trustProxy),
    mostRefusals: numberOf('ADDRESS_LIMIT', options.mostRefusals ?? 300, 0, 1_000_000),
    mostConnectionsAnAddress: numberOf(
      'MAX_CONNECTIONS_AN_ADDRESS',
      options.mostConnectionsAnAddress ?? 500,
      0,
      1_000_000,
    ),
    mostConnections: numberOf('MAX_CONNECTIONS', options.mostConnections ?? 10_000, 10, 1_000_000),
    sessionQuota: numberOf('SESSION_QUOTA', options.sessionQuota ?? 100, 0, 1_000_000),
    mostUploads: numberOf('MAX_UPLOADS', options.mostUploads ?? 2_000, 0, 100_000),
    mostUploadsASubject: numberOf('MAX_UPLOADS_A_SUBJECT', options.mostUploadsASubject ?? 16, 0, 100_000),
    mostUploadMbASubject: numberOf('MAX_UPLOAD_MB_A_SUBJECT', options.mostUploadMbASubject ?? 64, 0, 1_000_000),
    mostPollsASubject: numberOf('MAX_POLLS_A_SUBJECT', options.mostPollsASubject ?? 32, 0, 100_000),
    ...boundsOfCrowd(options),
    notes,
  };
}

/** Without sessions: only where nobody but this machine can ask, and nobody is told to. */
function checkOpen(host: string | undefined, publicUrl: string | undefined): void {
  const because = 'anybody could have images billed. Outside NODE_ENV=development it may be off only for';
  if (host === undefined || !isLoopback(host))
    throw new ConfigError('AUTH', `is off: ${because} the executable with HOST on loopback`);
  if (publicUrl !== undefined && URL.canParse(publicUrl) && !isLoopback(new URL(publicUrl).hostname))
    throw new ConfigError('AUTH', `is off: ${because} a PUBLIC_URL on loopback, or none`);
}

function sessionKeysOf(jwks: string | undefined, trust: WireTrust): Settings['sessionKeys'] {
  if (jwks === undefined) return undefined;
  if (!/^https?:/i.test(jwks)) return { path: jwks };
  checkAddress('SESSION_JWKS', addressOf('SESSION_JWKS', jwks), 'whoever is on the way could mint sessions', trust);
  return { url: jwks };
}

/** Throws a `ConfigError` where it is no http(s) address. */
function addressOf(variable: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new ConfigError(variable, 'is not an http(s) address');
  return text;
}

function publicUrlOf(text: string | undefined, trust: WireTrust): string | undefined {
  if (text === undefined) return undefined;
  const url = new URL(addressOf('PUBLIC_URL', text));
  if (url.search !== '' || url.hash !== '' || url.username !== '')
    throw new ConfigError('PUBLIC_URL', 'has a query, a fragment or a user; give scheme, host and mount path only');
  checkAddress('PUBLIC_URL', url.href, 'photos of certificates would travel in the clear', trust);
  return url.href.replace(/\/+$/, '');
}

function originOf(text: string): string {
  if (text === '*') throw new ConfigError('ALLOWED_ORIGINS', 'holds *; name each origin exactly');
  if (!URL.canParse(text) || new URL(text).origin !== text)
    throw new ConfigError(
      'ALLOWED_ORIGINS',
      `holds ${text}, which is no origin (scheme, host, port, without a path or a slash)`,
    );
  return text;
}

function storeUrlOf({ store = 'file:./data', storeTls, redisClient }: ProxyOptions): StoreUrl {
  if (redisClient) return { kind: 'redis', url: redisClient, tls: undefined };
  if (namesRedis(store)) return { kind: 'redis', url: store, tls: checkedTls(store, storeTls) };
  if (storeTls) throw new ConfigError('STORE_CA', 'or STORE_CERT is set, and STORE_URL is no rediss://…');
  if (store === 'memory:') return { kind: 'memory' };
  const dir = /^file:(?:\/\/(?=\/))?(.+)$/.exec(store)?.[1];
  if (dir === undefined) throw new ConfigError('STORE_URL', `is none of file:<directory>, ${redisForms}, memory:`);
  return { kind: 'file', dir };
}

/** Reads the URL, so that what is wrong with it is said at once. */
function checkedTls(url: string, tls: RedisTls | undefined): RedisTls | undefined {
  try {
    const target = parseRedisUrl(url);
    if (tls && !target.tls) throw new Error('speaks no TLS, and STORE_CA or STORE_CERT is set; say rediss://');
  } catch (error) {
    throw new ConfigError('STORE_URL', error instanceof Error ? error.message : 'cannot be read');
  }
  if (tls && (tls.cert === undefined) !== (tls.key === undefined))
    throw new ConfigError(tls.cert === undefined ? 'STORE_CERT' : 'STORE_KEY', 'is missing: the two belong together');
  return tls;
}

function callbackOf(
  { url, seed, previousSeed, accountId, cryptType = 'SHA256' }: NonNullable<ProxyOptions['callback']>,
  {
    publicUrl,
    endpoint,
    trust,
    isSimulated,
  }: {
    readonly publicUrl: string | undefined;
    readonly endpoint: string;
    readonly trust: WireTrust;
    readonly isSimulated: boolean;
  },
): Callback {
  const address = url ?? publicUrl;
  if (address === undefined)
    throw new ConfigError('PUBLIC_URL', 'is missing; with CALLBACK=on Green posts its notifications there');
  addressOf('CALLBACK_URL', address);
  checkAddress('CALLBACK_URL', address, 'notifications carry what was read', trust);
  if (!isSimulated && isOutOfReach(address, endpoint))
    throw new ConfigError(
      url === undefined ? 'PUBLIC_URL' : 'CALLBACK_URL',
      'is an address of this machine alone: Green could not post its notifications there',
    );
  if (previousSeed !== undefined && seed === undefined)
    throw new ConfigError('CALLBACK_SEED', 'is missing while CALLBACK_SEED_PREVIOUS is set');
  for (const [name, each] of [
    ['CALLBACK_SEED', seed],
    ['CALLBACK_SEED_PREVIOUS', previousSeed],
  ] as const)
    if (each !== undefined && !/^\w{1,64}$/.test(each))
      throw new ConfigError(name, 'is not 1 to 64 letters, digits, underscores');
  if (accountId !== undefined && !/^\d+$/.test(accountId))
    throw new ConfigError(
      'ALIBABA_CLOUD_ACCOUNT_ID',
      'is not the main account’s numeric ID; callbacks are checked with it',
    );
  const seeds = seed === undefined ? undefined : [seed, ...(previousSeed === undefined ? [] : [previousSeed])];
  return { url: address.replace(/\/+$/, ''), seeds, accountId, cryptType };
}

function numberOf(variable: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new ConfigError(variable, `is not a whole number from ${least} to ${most}`);
  return value;
}

function trustProxyOf(text: string | undefined): TrustProxy {
  try {
    return parseTrustProxy(text);
  } catch (error) {
    throw new ConfigError('TRUST_PROXY', error instanceof Error ? error.message : 'cannot be read');
  }
}

function priceOf(price: number | undefined): number | undefined {
  if (price !== undefined && !(Number.isFinite(price) && price >= 0))
    throw new ConfigError('IMAGE_PRICE', 'is not a number of at least 0');
  return price;
}

function isOutOfReach(publicUrl: string, endpoint: string): boolean {
  return isLoopback(new URL(publicUrl).hostname) && !isLoopback(new URL(endpoint).hostname);
}
