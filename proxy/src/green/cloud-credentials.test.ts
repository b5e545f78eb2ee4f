import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ECSRAMRoleCredentialsProvider, OIDCRoleArnCredentialsProvider } from '@alicloud/credentials';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CredentialsChain, createCloudCredentials } from './cloud-credentials.ts';

let home: string;
let server: Server;
/** What the stand-in of a credentials URI answers. */
let says: { status: number; body: object };
let asked: number;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'scanfill-home-'));
  for (const name of ['ACCESS_KEY_ID', 'ACCESS_KEY_SECRET', 'SECURITY_TOKEN', 'ROLE_ARN', 'PROFILE'])
    vi.stubEnv(`ALIBABA_CLOUD_${name}`, undefined);
  // The metadata service of an ECS instance has an address of its own, outside loopback.
  vi.stubEnv('ALIBABA_CLOUD_ECS_METADATA_DISABLED', 'true');
  vi.stubEnv('HOME', home);
  asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(says.status).end(JSON.stringify(says.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true });
});

const useUri = (): void => {
  vi.stubEnv('ALIBABA_CLOUD_CREDENTIALS_URI', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
};
const session = (key: string, minutes = 60) => ({
  Code: 'Success',
  AccessKeyId: key,
  AccessKeySecret: `${key} secret`,
  SecurityToken: `${key} token`,
  Expiration: new Date(Date.now() + minutes * 60_000).toISOString(),
});

describe('the installed chain', () => {
  test('asks a credentials URI, keeps what it gave, and asks again before that expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    says = { status: 200, body: session('first') };
    useUri();
    const credentials = createCloudCredentials();
    const first = { accessKeyId: 'first', accessKeySecret: 'first secret', securityToken: 'first token' };
    expect(await Promise.all([credentials(), credentials()])).toEqual([first, first]);
    expect(await credentials()).toEqual(first);
    expect(asked).toBe(1);
    vi.setSystemTime(Date.now() + 50 * 60_000);
    says = { status: 200, body: session('second') };
    expect(await credentials()).toMatchObject({ accessKeyId: 'second' });
    expect(asked).toBe(2);
  });

  test('reads the profile of the command line', async () => {
    await mkdir(join(home, '.aliyun'));
    const profile = { name: 'default', mode: 'AK', access_key_id: 'cli', access_key_secret: 's' };
    await writeFile(join(home, '.aliyun/config.json'), JSON.stringify({ current: 'default', profiles: [profile] }));
    expect(await createCloudCredentials()()).toEqual({ accessKeyId: 'cli', accessKeySecret: 's' });
  });

  test('looks at every source again after none gave anything, and tells nothing of what they said', async () => {
    says = { status: 500, body: { secret: 'words' } };
    useUri();
    const credentials = createCloudCredentials();
    await expect(credentials()).rejects.toMatchObject({ code: 'no-source', message: 'no source gave credentials' });
    await mkdir(join(home, '.aliyun'));
    const profile = { name: 'default', mode: 'AK', access_key_id: 'late', access_key_secret: 's' };
    await writeFile(join(home, '.aliyun/config.json'), JSON.stringify({ current: 'default', profiles: [profile] }));
    expect(await credentials()).toMatchObject({ accessKeyId: 'late' });
  });
});

describe('sources whose address cannot be set, by their own providers with a request in place of the network', () => {
  type Request = { readonly host: string; readonly path: string; readonly headers: Record<string, string> };
  const answer = (body: unknown, statusCode = 200) => ({
    statusCode,
    headers: {},
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  /** A chain of one provider that asks `respond` instead of the network. */
  function chainOf(provider: object, respond: (request: Request) => ReturnType<typeof answer>): CredentialsChain {
    const requesting = Object.assign(provider, { doRequest: async (request: Request) => respond(request) });
    return { getCredential: () => (requesting as unknown as { getCredentials(): Promise<unknown> }).getCredentials() };
  }

  test('the role of an ECS instance, with a metadata token', async () => {
    vi.stubEnv('ALIBABA_CLOUD_ECS_METADATA_DISABLED', undefined);
    const paths: string[] = [];
    const provider = ECSRAMRoleCredentialsProvider.builder().build();
    const chain = chainOf(provider, ({ host, path, headers }) => {
      paths.push(`${host}${path}`);
      if (path.endsWith('/token')) return answer('metadata-token');
      expect(headers['x-aliyun-ecs-metadata-token']).toBe('metadata-token');
      return answer(path.endsWith('/') ? 'scanfill-role' : session('ecs'));
    });
    expect(await createCloudCredentials(() => chain)()).toMatchObject({
      accessKeyId: 'ecs',
      securityToken: 'ecs token',
    });
    expect(paths).toContain('100.100.100.200/latest/meta-data/ram/security-credentials/scanfill-role');
  });

  test('RRSA: the token of a pod for a role', async () => {
    await writeFile(join(home, 'token'), 'oidc-token');
    const provider = OIDCRoleArnCredentialsProvider.builder()
      .withRoleArn('acs:ram::1:role/scanfill')
      .withOIDCProviderArn('acs:ram::1:oidc-provider/ack')
      .withOIDCTokenFilePath(join(home, 'token'))
      .withStsRegionId('cn-shanghai')
      .build();
    const hosts: string[] = [];
    const chain = chainOf(provider, ({ host }) => {
      hosts.push(host);
      return answer({ Credentials: session('rrsa') });
    });
    expect(await createCloudCredentials(() => chain)()).toMatchObject({ accessKeyId: 'rrsa' });
    expect(hosts).toEqual(['sts.cn-shanghai.aliyuncs.com']);
  });
});
