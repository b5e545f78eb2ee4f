import { closeSync, openSync, writeSync } from 'node:fs';
import { causeOf, type Log } from '../base/log.ts';
import { makePrivateFile } from '../seal/private.ts';
import type { Audit } from './audit.ts';

/** An audit log in a file, or on standard output. */
export type AuditFile = {
  readonly write: Audit;
  /** Goes on in a new file under the same name, once the old one was moved away. */
  reopen(): void;
  close(): void;
};

/**
 * Appends JSON lines, each with its time and `"kind":"audit"`, to a file for its owner alone; `stdout` names standard
 * output. Throws where the file cannot be opened; a line that cannot be written is told in the log, once until one can.
 */
export function createAuditFile(path: string, log: Log, now = () => new Date()): AuditFile {
  const open = (): number => {
    if (path === 'stdout') return process.stdout.fd;
    makePrivateFile(path);
    return openSync(path, 'a');
  };
  let file = open();
  let failing = false;
  return {
    write(entry) {
      try {
        writeSync(file, `${JSON.stringify({ kind: 'audit', time: now().toISOString(), ...entry })}\n`);
        failing = false;
      } catch (error) {
        if (!failing) log.error({ cause: causeOf(error) }, 'the audit log cannot be written');
        failing = true;
      }
    },
    reopen() {
      const next = open();
      if (path !== 'stdout') closeSync(file);
      file = next;
    },
    close() {
      if (path !== 'stdout') closeSync(file);
    },
  };
}
