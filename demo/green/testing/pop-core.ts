import { createRequire } from 'node:module';

/** An answer of Green as the client hands it out. */
export type GreenAnswer = {
  readonly code: number;
  readonly msg: string;
  readonly data: readonly {
    readonly code: number;
    readonly taskId: string;
    readonly results?: readonly { readonly scene: string }[];
  }[];
};

/** The part of @alicloud/pop-core's ROA client that its own declarations leave out. */
export type RoaClient = {
  request(
    method: string,
    path: string,
    query: Readonly<Record<string, string>>,
    body: string,
    headers: Readonly<Record<string, string>>,
    options: Readonly<Record<string, unknown>>,
  ): Promise<GreenAnswer>;
};

type RoaClientConstructor = new (config: {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
  endpoint: string;
  apiVersion: string;
}) => RoaClient;

const core: { ROAClient: RoaClientConstructor } = createRequire(import.meta.url)('@alicloud/pop-core');

/** An official client of Alibaba Cloud that signs the way Green wants it: an independent peer. */
export const ROAClient = core.ROAClient;
