/** An account that may call the stand-in. */
export type Account = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Temporary credentials carry a token that every request must send and sign. */
  readonly securityToken?: string;
  /** The main account's numeric id: part of a callback's checksum. */
  readonly uid: string;
  /** A key that was switched off by its owner. */
  readonly inactive?: boolean;
  /**
   * What `results` says about a task submitted with `callback`, which Green's page leaves open: the same as about any
   * other (the default), that it is unknown (594, 404), or for ever that it is running (280).
   */
  readonly callbackTasks?: 'queryable' | 'expired' | 'not-found' | 'processing';
};
