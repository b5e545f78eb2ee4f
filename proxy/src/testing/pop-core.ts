import { createRequire } from 'node:module';

/** What the tests use of Alibaba's own client for ROA-style services; the package ships no types for it. */
export type RoaClient = {
  request(
    method: string,
    path: string,
    query: Readonly<Record<string, string>>,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<unknown>;
};

type RoaClientConfig = {
  readonly endpoint: string;
  readonly apiVersion: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
};

const popCore: { readonly ROAClient: new (config: RoaClientConfig) => RoaClient } = createRequire(import.meta.url)(
  '@alicloud/pop-core',
);

/** Alibaba's own client: an independent peer, for tests only. */
export const createRoaClient = (config: RoaClientConfig): RoaClient => new popCore.ROAClient(config);
