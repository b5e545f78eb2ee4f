/** A host's backend's own way to the scans of its visitors. */

export { BackendError, type BackendOptions, createBackend } from './backend/create-backend.ts';
export type { OfSubject, Scans, WaitOptions } from './backend/scans.ts';
