import { timingSafeEqual } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import { verifyChecksum } from '../green/checksum.ts';
import { parseCallback } from '../green/wire.ts';
import type { HttpContext } from './context.ts';

/** How Green's notifications are told from anybody's. */
export type CallbackTrust = {
  /** The last part of the callback's address. */
  readonly token: string;
  /** The main account's numeric ID. */
  readonly uid: string;
  /** The seed in use, and during a rotation the one before. */
  readonly seeds: readonly string[];
};

/**
 * `POST /v1/callbacks/:token`: Green's notification. The form is taken raw, its content parsed only after its checksum has proved right.
 * 200 ends Green's repeats; a store that is away answers 503, so that it comes again.
 */
export function postCallback(
  context: Pick<HttpContext, 'engine' | 'log'>,
  trust: CallbackTrust,
): readonly RequestHandler<{ token: string }>[] {
  return [
    (request, _response, next) => {
      if (!sameText(request.params.token, trust.token)) throw new ProblemError('not-found');
      next();
    },
    express.raw({ type: 'application/x-www-form-urlencoded', limit: '1mb' }),
    async (request, response) => {
      const body: unknown = request.body;
      const form = new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '');
      const [content, checksum] = [form.get('content'), form.get('checksum')];
      if (content === null || checksum === null)
        throw new ProblemError('request-invalid', 'A form with checksum and content is expected.');
      const { uid, seeds } = trust;
      if (!verifyChecksum({ uid, seeds, content, checksum })) {
        context.log.warn({ operation: 'callback', outcome: 'forged' }, 'callback with a wrong checksum');
        throw new ProblemError('request-invalid', 'The checksum does not fit.');
      }
      const count = await context.engine.callback(parseCallback(content));
      context.log.info({ operation: 'callback', outcome: 'taken', count }, 'callback');
      response.status(200).type('text/plain').send('OK');
    },
  ];
}

function sameText(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
