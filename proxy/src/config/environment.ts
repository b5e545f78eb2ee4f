import { readFileSync } from 'node:fs';
import { createCloudCredentials } from '../green/cloud-credentials.ts';
import { type CredentialSource, type CredentialsProvider, createCredentials } from '../green/credentials.ts';
import type { BucketSettings, CallbackSettings, ProxyOptions } from '../options.ts';
import type { RedisTls } from '../store/redis/redis-client.ts';
import { ConfigError } from './fault.ts';

/** What `scanfill-proxy` needs beyond the proxy's own options. */
export type ServiceConfig = {
  readonly options: ProxyOptions & { readonly credentials: CredentialsProvider };
  readonly host: string;
  readonly port: number;
  /** Metrics are served here; undefined: nowhere. */
  readonly adminPort: number | undefined;
  readonly adminHost: string;
  readonly logLevel: string;
  /** Where the audit log goes, a file or `stdout`; undefined: there is none. */
  readonly auditLog: string | undefined;
};

/** The process's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration from the environment; throws a `ConfigError` that names the variable and the reason. */
export function configOf(
  env: Environment,
  readFile = (path: string) => readFileSync(path, 'utf8'),
  cloudCredentials: () => CredentialsProvider = createCloudCredentials,
): ServiceConfig {
  /** A variable, empty meaning unset. */
  const read = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);

  /** A secret, from its variable or from the file that `…_FILE` names. */
  function source(name: string): CredentialSource | undefined {
    const [value, file] = [read(name), read(`${name}_FILE`)];
    if (value !== undefined && file !== undefined) throw new ConfigError(name, `is set, and ${name}_FILE too; set one`);
    if (file !== undefined) return { file };
    return value === undefined ? undefined : { value };
  }

  function secret(name: string): string | undefined {
    const from = source(name);
    if (from === undefined) return undefined;
    return 'value' in from ? from.value : fileOf(`${name}_FILE`, from.file, readFile);
  }

  function need(name: string, why: string): string {
    const value = secret(name);
    if (value === undefined) throw new ConfigError(name, `is missing; ${why}`);
    return value;
  }

  function number(name: string): number | undefined {
    const text = read(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,9}$/.test(text)) throw new ConfigError(name, 'is not a whole number');
    return Number(text);
  }

  function price(name: string): number | undefined {
    const text = read(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,9}(\.\d{1,9})?$/.test(text)) throw new ConfigError(name, 'is no price such as 0.0015');
    return Number(text);
  }

  function port(name: string): number | undefined {
    const value = number(name);
    if (value !== undefined && value > 65_535) throw new ConfigError(name, 'is not a port');
    return value;
  }

  function oneOf<const T extends string>(name: string, values: readonly T[]): T | undefined {
    const text = read(name);
    if (text === undefined) return undefined;
    const value = values.find((each) => each === text);
    if (value === undefined) throw new ConfigError(name, `is ${text}; it may be ${values.join(', ')}`);
    return value;
  }

  /** From variables and files; without any, from whatever the cloud gives this machine or pod. */
  function credentials(): CredentialsProvider {
    const accessKeyId = source('ALIBABA_CLOUD_ACCESS_KEY_ID');
    const accessKeySecret = source('ALIBABA_CLOUD_ACCESS_KEY_SECRET');
    const securityToken = source('ALIBABA_CLOUD_SECURITY_TOKEN');
    if (!accessKeyId && !accessKeySecret && !securityToken) return cloudCredentials();
    if (!accessKeyId) throw new ConfigError('ALIBABA_CLOUD_ACCESS_KEY_ID', 'is missing; set it or …_FILE');
    if (!accessKeySecret) throw new ConfigError('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'is missing; set it or …_FILE');
    const follow = createCredentials({ accessKeyId, accessKeySecret, ...defined({ securityToken }) }, { readFile });
    try {
      follow();
    } catch (cause) {
      throw new ConfigError(
        'ALIBABA_CLOUD_ACCESS_KEY_ID_FILE',
        `or one of its companions cannot be read (${reasonOf(cause)})`,
      );
    }
    return follow;
  }

  function bucket(): BucketSettings {
    const why = 'with IMAGE_HOST=bucket it is needed';
    return {
      endpoint: need('BUCKET_ENDPOINT', why),
      name: need('BUCKET_NAME', why),
      region: need('BUCKET_REGION', why),
      accessKeyId: need('BUCKET_ACCESS_KEY_ID', why),
      accessKeySecret: need('BUCKET_ACCESS_KEY_SECRET', why),
      ...defined({ links: oneOf('BUCKET_LINKS', ['presigned', 'proxy']) }),
    };
  }

  function callback(): CallbackSettings | undefined {
    const url = read('CALLBACK_URL');
    const wanted = oneOf('CALLBACK', ['on', 'off']);
    if (wanted === 'off' && url !== undefined) throw new ConfigError('CALLBACK', 'is off while CALLBACK_URL is set');
    if (wanted !== 'on' && url === undefined) return undefined;
    const asked =
      wanted === 'on' ? secret : (name: string) => need(name, 'with CALLBACK_URL alone it is needed; or CALLBACK=on');
    return defined({
      url,
      seed: asked('CALLBACK_SEED'),
      accountId: asked('ALIBABA_CLOUD_ACCOUNT_ID'),
      previousSeed: secret('CALLBACK_SEED_PREVIOUS'),
      cryptType: oneOf('CALLBACK_CRYPT_TYPE', ['SHA256', 'SM3']),
    });
  }

  function webhook(): NonNullable<ProxyOptions['webhook']> | undefined {
    const url = read('WEBHOOK_URL');
    if (url === undefined) return undefined;
    const previousSecret = secret('WEBHOOK_SECRET_PREVIOUS');
    return { url, secret: need('WEBHOOK_SECRET', 'with WEBHOOK_URL it is needed'), ...defined({ previousSecret }) };
  }

  function phone(): ProxyOptions['phone'] {
    const [name, purpose] = [read('PHONE_NAME'), read('PHONE_PURPOSE')];
    if (name === undefined && purpose !== undefined)
      throw new ConfigError('PHONE_NAME', 'is missing while PHONE_PURPOSE is set');
    return name === undefined ? undefined : { name, ...defined({ purpose }) };
  }

  function storeTls(): RedisTls | undefined {
    const tls = defined({ ca: secret('STORE_CA'), cert: secret('STORE_CERT'), key: secret('STORE_KEY') });
    return Object.keys(tls).length === 0 ? undefined : tls;
  }

  const imageHost = oneOf('IMAGE_HOST', ['link', 'bucket', 'green']);
  const origins = read('ALLOWED_ORIGINS');

  return {
    host: read('HOST') ?? '127.0.0.1',
    port: port('PORT') ?? 8787,
    adminPort: port('ADMIN_PORT'),
    adminHost: read('ADMIN_HOST') ?? '127.0.0.1',
    auditLog: read('AUDIT_LOG'),
    logLevel: oneOf('LOG_LEVEL', ['info', 'warn', 'error', 'silent']) ?? 'info',
    options: {
      credentials: credentials(),
      ...defined({
        greenEndpoint: read('GREEN_ENDPOINT'),
        greenQps: number('GREEN_QPS'),
        greenMaxTasks: number('GREEN_MAX_TASKS'),
        greenDownloadAttempts: number('GREEN_DOWNLOAD_ATTEMPTS'),
        greenBizType: read('GREEN_BIZ_TYPE'),
        publicUrl: read('PUBLIC_URL'),
        allowedOrigins: origins?.split(',').map((origin) => origin.trim()),
        sessionSecret: secret('SESSION_SECRET'),
        previousSessionSecret: secret('SESSION_SECRET_PREVIOUS'),
        sessionJwks: read('SESSION_JWKS'),
        auth: oneOf('AUTH', ['session', 'off']),
        store: secret('STORE_URL'),
        storeTls: storeTls(),
        storeSecret: secret('STORE_SECRET'),
        previousStoreSecret: secret('STORE_SECRET_PREVIOUS'),
        imageHost,
        bucket: imageHost === 'bucket' ? bucket() : undefined,
        callback: callback(),
        webhook: webhook(),
        phone: phone(),
        backendSecret: secret('BACKEND_SECRET'),
        previousBackendSecret: secret('BACKEND_SECRET_PREVIOUS'),
        receiptKey: secret('RECEIPT_KEY'),
        previousReceiptKey: secret('RECEIPT_KEY_PREVIOUS'),
        receiptAudience: read('RECEIPT_AUDIENCE'),
        privateNetwork: oneOf('PRIVATE_NETWORK', ['on', 'off']) === 'on' ? true : undefined,
        requestsPerMinute: number('RATE_LIMIT'),
        mostQueued: number('MAX_QUEUED'),
        mostImagesADay: number('MAX_IMAGES_A_DAY'),
        imagePrice: price('IMAGE_PRICE'),
        uploadMs: number('UPLOAD_TIMEOUT_MS'),
        uploadPauseMs: number('UPLOAD_PAUSE_MS'),
        trustProxy: read('TRUST_PROXY'),
        mostRefusals: number('ADDRESS_LIMIT'),
        mostConnectionsAnAddress: number('MAX_CONNECTIONS_AN_ADDRESS'),
        mostConnections: number('MAX_CONNECTIONS'),
        sessionQuota: number('SESSION_QUOTA'),
        mostUploads: number('MAX_UPLOADS'),
        mostUploadsASubject: number('MAX_UPLOADS_A_SUBJECT'),
        mostUploadMbASubject: number('MAX_UPLOAD_MB_A_SUBJECT'),
        mostPollsASubject: number('MAX_POLLS_A_SUBJECT'),
      }),
    },
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined. */
function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function fileOf(variable: string, path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path).trim();
  } catch (cause) {
    throw new ConfigError(variable, `cannot be read (${reasonOf(cause)})`);
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
}
