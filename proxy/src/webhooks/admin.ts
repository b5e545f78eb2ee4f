import type { RequestHandler } from 'express';
import { answerJson } from '../http/answer.ts';
import type { Webhooks } from './given-up.ts';

/** `GET /webhooks`, on the admin port: `{ givenUp }`, the messages that nobody took for a day. */
export function listGivenUp({ givenUp }: Webhooks): RequestHandler {
  return async (_request, response) => {
    answerJson(response, 200, { givenUp: await givenUp() });
  };
}

/** `POST /webhooks/resend?ids=a,b`, on the admin port: sends them again, all unless told; `{ count }`. */
export function resendGivenUp({ resend }: Webhooks): RequestHandler {
  return async (request, response) => {
    const { ids } = request.query;
    const wanted = typeof ids === 'string' && ids !== '' ? ids.split(',') : undefined;
    answerJson(response, 200, { count: await resend(wanted) });
  };
}
