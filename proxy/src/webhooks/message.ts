import type { Job } from '../jobs/job.ts';

/** What happened to a scan; `scan.unconfirmed`: it is not known whether it was read, and billed. */
export type MessageType = 'scan.done' | 'scan.failed' | 'scan.unconfirmed';

/** A message to the host. Its `id` is the same however often it is sent. */
export type Message = { readonly id: string; readonly type: MessageType; readonly body: string };

/** The kind of message that an ended job makes. */
export function typeOf({ phase }: Job): MessageType {
  if (phase.state !== 'failed') return 'scan.done';
  return phase.code === 'unconfirmed' ? 'scan.unconfirmed' : 'scan.failed';
}

/** What the host is told: ids, card and state, and of a failure its code; nothing that was read. */
export function messageOf(job: Job, subject: string): Message {
  const { id, card, phase } = job;
  const type = typeOf(job);
  const data = { id, subject, card, state: phase.state, ...(phase.state === 'failed' ? { code: phase.code } : {}) };
  const timestamp = new Date('endedAtMs' in phase ? phase.endedAtMs : 0).toISOString();
  return { id: `msg_${id}`, type, body: JSON.stringify({ type, timestamp, data }) };
}
