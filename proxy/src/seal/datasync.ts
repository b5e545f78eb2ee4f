import { fdatasync } from 'node:fs';
import { promisify } from 'node:util';

/** Makes what was written to a file durable. By its descriptor: Yarn's file handles (PnP) have no such method. */
export const datasync = promisify(fdatasync);
