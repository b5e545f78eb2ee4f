import { randomBytes } from 'node:crypto';

/** Temporary permission to put objects into one folder of the upload bucket. */
export type UploadGrant = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  /** Milliseconds since the epoch. */
  readonly expiredTime: number;
  readonly uploadFolder: string;
  /** The main account it was granted to: only its own tasks may read the objects. */
  readonly uid: string;
};

/** Issues grants and finds them again by their key. */
export type UploadGrants = {
  issue(uid: string, now: number): UploadGrant;
  find(accessKeyId: string): UploadGrant | undefined;
};

/** Grants that hold for `lifetimeMs`. */
export function createUploadGrants(lifetimeMs: number): UploadGrants {
  const grants = new Map<string, UploadGrant>();
  return {
    issue(uid, now) {
      for (const [key, { expiredTime }] of grants) if (expiredTime + lifetimeMs < now) grants.delete(key);
      const grant = {
        accessKeyId: `STS.${randomBytes(12).toString('base64url')}`,
        accessKeySecret: randomBytes(24).toString('base64url'),
        securityToken: randomBytes(48).toString('base64'),
        expiredTime: now + lifetimeMs,
        uploadFolder: `upload-${uid}`,
        uid,
      };
      grants.set(grant.accessKeyId, grant);
      return grant;
    },
    find: (accessKeyId) => grants.get(accessKeyId),
  };
}
