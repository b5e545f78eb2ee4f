import { readFileSync } from 'node:fs';

/** An access key of the account; with `securityToken` it is a temporary one (STS). */
export type Credentials = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
};

/**
 * Gives the credentials of this very moment: asked once for each signature, so that a rotated key is taken up without a
 * restart. It may ask a server, within 10 seconds, and should keep what it was given until shortly before it expires.
 */
export type CredentialsProvider = () => Credentials | Promise<Credentials>;

/** Where a value of the credentials comes from: written down, or the content of a file (a mounted secret). */
export type CredentialSource = { readonly value: string } | { readonly file: string };

/** A source for each part of the credentials. */
export type CredentialSources = {
  readonly accessKeyId: CredentialSource;
  readonly accessKeySecret: CredentialSource;
  readonly securityToken?: CredentialSource;
};

export type CredentialsOptions = {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** How long the content of a file is trusted before it is read again. */
  readonly rereadMs?: number;
  readonly readFile?: (path: string) => string;
};

/**
 * Credentials that follow their files. The files are read together, at most once in `rereadMs`, so that the parts of a
 * rotated temporary key belong together. While a file is missing or empty (a secret being replaced) the last complete
 * set stays in use; the first read throws.
 */
export function createCredentials(sources: CredentialSources, options: CredentialsOptions = {}): () => Credentials {
  const { now = Date.now, rereadMs = 5_000, readFile = (path) => readFileSync(path, 'utf8') } = options;
  const read = (source: CredentialSource): string => {
    const text = ('value' in source ? source.value : readFile(source.file)).trim();
    if (text === '') throw new Error(`${'file' in source ? source.file : 'a credential'} is empty`);
    return text;
  };
  const load = (): Credentials => ({
    accessKeyId: read(sources.accessKeyId),
    accessKeySecret: read(sources.accessKeySecret),
    ...(sources.securityToken === undefined ? {} : { securityToken: read(sources.securityToken) }),
  });
  let last: { readonly credentials: Credentials; readonly at: number } | undefined;
  return () => {
    if (last !== undefined && now() - last.at < rereadMs) return last.credentials;
    try {
      last = { credentials: load(), at: now() };
    } catch (cause) {
      if (last === undefined) throw cause;
    }
    return last.credentials;
  };
}
