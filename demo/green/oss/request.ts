/** An object storage request as its signature sees it. */
export type OssRequest = {
  readonly method: string;
  /** As sent, percent-encoded, without the query. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bucket: string;
  /** Decoded. */
  readonly key: string;
  readonly body: Uint8Array;
};

/** Who signed, with which proof; or why that cannot be told. */
export type OssProof =
  | {
      readonly kind: 'signed';
      readonly accessKeyId: string;
      readonly securityToken: string | undefined;
      /** When it was signed, in milliseconds since the epoch. */
      readonly at: number;
      /** Whether the signature is right for this secret. */
      holds(secret: string): boolean;
    }
  | { readonly kind: 'refused'; readonly code: OssCode };

/** Object storage error codes, with the status each comes with. */
export const ossStatus = {
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SecurityTokenExpired: 403,
  InvalidSecurityToken: 403,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  InvalidDigest: 400,
  XAmzContentSHA256Mismatch: 400,
  NoSuchKey: 404,
  NoSuchBucket: 404,
  MethodNotAllowed: 405,
  EntityTooLarge: 400,
  NotImplemented: 501,
} as const;

/** An error code of object storage. */
export type OssCode = keyof typeof ossStatus;
