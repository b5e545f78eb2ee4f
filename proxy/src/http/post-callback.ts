import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { ProblemError } from '../base/problem-error.ts';
import type { NotificationOutcome } from '../engine/context.ts';
import type { CallbackTokens } from '../green/callback-token.ts';
import { verifyChecksum } from '../green/checksum.ts';
import { parseCallback } from '../green/wire.ts';
import type { HttpContext } from './context.ts';
import { isTaken, takenBy } from './host/body-taken.ts';

/** How Green's notifications are told from anybody's. */
export type CallbackTrust = {
  /** The last part of each batch's address. */
  readonly tokens: Pick<CallbackTokens, 'batchOf'>;
  /** The main account's numeric ID, without which no checksum can be verified. */
  readonly uid: string | undefined;
  /** The seed in use, and during a rotation the one before. */
  readonly seeds: readonly string[];
  readonly observe: (outcome: NotificationOutcome) => void;
};

const formSchema = z.object({
  content: z.string().optional().catch(undefined),
  checksum: z.string().optional().catch(undefined),
});

/** The form's fields, also where a parser of the host's has read the body. */
function formOf(request: Request): z.infer<typeof formSchema> {
  const body: unknown = request.body;
  if (body instanceof Uint8Array || typeof body === 'string')
    return formSchema.parse(Object.fromEntries(new URLSearchParams(body.toString())));
  if (body === undefined && isTaken(request)) throw takenBy(body);
  return formSchema.parse(body ?? {});
}

/**
 * `POST /v1/callbacks/:token`: Green's notification, under its batch's own address. The form is taken raw, its content
 * parsed only after its checksum has proved right, where that can be told. 200 ends Green's repeats; a store that is
 * away answers 503, so that it comes again.
 */
export function postCallback(
  context: Pick<HttpContext, 'engine' | 'log'>,
  { tokens, uid, seeds, observe }: CallbackTrust,
): readonly RequestHandler<{ token: string }>[] {
  /** Whether the checksum was right; false where nobody can tell. */
  function isVerified(content: string, checksum: string | undefined): boolean {
    if (uid === undefined) return false;
    if (checksum !== undefined && verifyChecksum({ uid, seeds, content, checksum })) return true;
    observe('forged');
    context.log.warn({ operation: 'callback', outcome: 'forged' }, 'callback with a wrong checksum');
    throw new ProblemError('request-invalid', 'The checksum does not fit.');
  }

  return [
    (request, _response, next) => {
      if (tokens.batchOf(request.params.token) === undefined) throw new ProblemError('not-found');
      next();
    },
    express.raw({ type: 'application/x-www-form-urlencoded', limit: '1mb' }),
    async (request, response) => {
      const batchId = tokens.batchOf(request.params.token);
      if (batchId === undefined) throw new ProblemError('not-found');
      const form = formOf(request);
      const { content, checksum } = form;
      if (content === undefined || (checksum === undefined && uid !== undefined))
        throw new ProblemError('request-invalid', 'A form with checksum and content is expected.');
      const verified = isVerified(content, checksum);
      const count = await context.engine.callback(parseCallback(content), { batchId, verified });
      context.log.info({ operation: 'callback', outcome: 'taken', count }, 'callback');
      response.status(200).type('text/plain').send('OK');
    },
  ];
}
