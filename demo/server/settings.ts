/** The account of the real Green. */
export type GreenAccount = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  /** Origin of Green, e.g. `https://green.cn-shanghai.aliyuncs.com`. */
  readonly endpoint: string;
};

/** How the demo runs. */
export type DemoSettings = {
  /** Port of the site and the proxy; 0 takes any free one. Default 5173. */
  readonly port?: number;
  /** Port of the stand-in; 0 takes any free one. Default 5174. */
  readonly greenPort?: number;
  /** Address to bind. Default 127.0.0.1. */
  readonly host?: string;
  /**
   * Where the proxy is reachable from Green, with its path, e.g. `https://demo.example/scanfill`. Default: the demo's
   * own address.
   */
  readonly publicUrl?: string;
  /** The real Green; absent: the stand-in. */
  readonly account?: GreenAccount;
  /** Secret that signs session tokens, at least 32 characters; absent: a new one at each start. */
  readonly sessionSecret?: string;
  /** `memory:` or `file:<directory>`. Default `memory:`. */
  readonly storeUrl?: string;
  /** What an image costs, in whatever currency; absent: no spend is counted. */
  readonly imagePrice?: number;
};

/** A variable that cannot be used; the message names it, says why and what to set. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

const defaultEndpoint = 'https://green.cn-shanghai.aliyuncs.com';

/**
 * The settings in the environment: `PORT`, `GREEN_PORT`, `HOST`, `PUBLIC_URL`, `SESSION_SECRET`, `STORE_URL`,
 * `IMAGE_PRICE`, and with `ALIBABA_CLOUD_ACCESS_KEY_ID` the real Green's account. Throws a SettingError.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): DemoSettings {
  const value = (name: string): string | undefined => env[name]?.trim() || undefined;
  const host = value('HOST');
  const publicUrl = value('PUBLIC_URL');
  const sessionSecret = value('SESSION_SECRET');
  const storeUrl = value('STORE_URL');
  const account = readAccount(value);
  if (publicUrl !== undefined) checkUrl('PUBLIC_URL', publicUrl);
  if (sessionSecret !== undefined && sessionSecret.length < 32)
    throw new SettingError(`SESSION_SECRET has ${sessionSecret.length} characters; it needs at least 32.`);
  if (storeUrl?.startsWith('file:') && sessionSecret === undefined)
    throw new SettingError(
      'STORE_URL keeps scans over a restart, but sealed under SESSION_SECRET, which is not set: set it to at least 32 characters.',
    );
  return {
    port: readPort('PORT', value('PORT'), 5173),
    greenPort: readPort('GREEN_PORT', value('GREEN_PORT'), 5174),
    ...(host === undefined ? {} : { host }),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
    ...(sessionSecret === undefined ? {} : { sessionSecret }),
    ...(storeUrl === undefined ? {} : { storeUrl }),
    ...(account === undefined ? {} : { account }),
    ...readPrice(value('IMAGE_PRICE')),
  };
}

function readPort(name: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new SettingError(`${name} is "${text}"; it must be a port, a whole number from 0 to 65535.`);
  return port;
}

function readPrice(text: string | undefined): Pick<DemoSettings, 'imagePrice'> {
  if (text === undefined) return {};
  const imagePrice = Number(text);
  if (!(imagePrice >= 0)) throw new SettingError(`IMAGE_PRICE is "${text}"; it must be a number, such as 0.0015.`);
  return { imagePrice };
}

function readAccount(value: (name: string) => string | undefined): GreenAccount | undefined {
  const accessKeyId = value('ALIBABA_CLOUD_ACCESS_KEY_ID');
  if (accessKeyId === undefined) return undefined;
  const accessKeySecret = value('ALIBABA_CLOUD_ACCESS_KEY_SECRET');
  if (accessKeySecret === undefined)
    throw new SettingError(
      'ALIBABA_CLOUD_ACCESS_KEY_ID is set but ALIBABA_CLOUD_ACCESS_KEY_SECRET is not: set both for the real Green, or neither for the stand-in.',
    );
  const securityToken = value('ALIBABA_CLOUD_SECURITY_TOKEN');
  const endpoint = value('GREEN_ENDPOINT') ?? defaultEndpoint;
  const origin = checkUrl('GREEN_ENDPOINT', endpoint.includes('://') ? endpoint : `https://${endpoint}`).origin;
  return { accessKeyId, accessKeySecret, endpoint: origin, ...(securityToken === undefined ? {} : { securityToken }) };
}

function checkUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new SettingError(`${name} is "${text}"; it must be an http or https address.`);
  return url;
}
