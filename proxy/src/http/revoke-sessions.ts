import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import { ProblemError } from '../base/problem-error.ts';

const bodySchema = z.object({ subject: z.string().min(1).max(128) });

/**
 * `POST /sessions/revoke`, on the admin port, with `{ "subject": "…" }` as JSON, which no page can send across origins
 * unasked: every session of the subject ends. 204.
 */
export function revokeSessions(revoke: (subject: string) => Promise<void>): readonly RequestHandler[] {
  return [
    express.json({ limit: '4kb' }),
    async (request, response) => {
      const { data } = bodySchema.safeParse(request.body);
      if (data === undefined)
        throw new ProblemError('request-invalid', 'Send { "subject": "…" } as application/json; 1 to 128 characters.');
      await revoke(data.subject);
      response.status(204).end();
    },
  ];
}
