import { z } from 'zod';
import { consentHeader } from '../contract/consent.ts';
import type { ProblemCode } from '../contract/problems.ts';
import { guarded, problemAnswers, refusals } from './problem-answers.ts';
import { consent, imageBody, prefer } from './request-parts.ts';
import { cardSchema, handoffSchema, phoneSchema } from './scan-schema.ts';

const id = z.object({ id: z.string() });
const after = z.object({
  after: z.string().optional().meta({ description: 'With Prefer: wait, held while the state is this one' }),
});
const waits = z.object({ Prefer: prefer });
const over: readonly ProblemCode[] = ['handoff-not-found', 'handoff-expired', 'handoff-revoked', 'handoff-refused'];
const computer = (description: string) => ({
  description,
  content: { 'application/json': { schema: handoffSchema } },
});
const phone = (description: string) => ({ description, content: { 'application/json': { schema: phoneSchema } } });
/** Its guard asks for no session: a phone has the secret of its hand-off alone. */
const ofPhone = { security: [{ phone: [] }] };
const phoneGuarded = guarded.filter((code) => code !== 'session-expired');

/** The card is the hand-off's, and so is what names the request. */
const notOfPhones: ReadonlySet<ProblemCode> = new Set([
  'card-missing',
  'card-unknown',
  'card-refused',
  'scan-not-found',
  'idempotency-key-invalid',
]);

/** The paths of hand-offs to phones, which are there where PHONE_NAME is set. */
export const handoffPaths = {
  '/v1/handoffs': {
    get: {
      operationId: 'handoffsOffered',
      summary: 'Whether photos can be asked of a phone',
      security: [],
      responses: { '200': { description: 'They can' }, ...problemAnswers(['origin-refused', 'not-found']) },
    },
    post: {
      operationId: 'createHandoff',
      summary: 'Ask a phone for a photo',
      requestParams: { query: z.object({ card: cardSchema }), header: z.object({ [consentHeader]: consent }) },
      responses: {
        '201': computer('Its link is good for five minutes and one phone'),
        ...problemAnswers([...guarded, 'card-missing', 'card-unknown', 'card-refused']),
      },
    },
  },
  '/v1/handoffs/{id}': {
    get: {
      operationId: 'getHandoff',
      summary: 'How far a hand-off is',
      requestParams: { path: id, query: after, header: waits },
      responses: { '200': computer('The hand-off'), ...problemAnswers([...guarded, 'handoff-not-found']) },
    },
    delete: {
      operationId: 'endHandoff',
      summary: 'End a hand-off; a photo that was sent stays',
      requestParams: { path: id },
      responses: { '204': { description: 'Ended' }, ...problemAnswers([...guarded, 'handoff-not-found']) },
    },
  },
  '/v1/handoffs/{id}/confirm': {
    post: {
      operationId: 'confirmHandoff',
      summary: 'The phone that picked the number may take its photo',
      requestParams: { path: id },
      responses: { '200': computer('Confirmed'), ...problemAnswers([...guarded, ...over, 'handoff-unready']) },
    },
  },
  '/v1/phone/{id}': {
    get: {
      operationId: 'getPhone',
      summary: 'How far a hand-off is, for its phone',
      ...ofPhone,
      requestParams: { path: id, query: after, header: waits },
      responses: { '200': phone('The hand-off'), ...problemAnswers([...phoneGuarded, 'handoff-not-found']) },
    },
  },
  '/v1/phone/{id}/open': {
    post: {
      operationId: 'openHandoff',
      summary: 'Spend the link, by a tap',
      ...ofPhone,
      requestParams: { path: id },
      responses: {
        '200': phone('What it is for, and the numbers to pick from'),
        ...problemAnswers([...phoneGuarded, ...over, 'handoff-used']),
      },
    },
  },
  '/v1/phone/{id}/pick': {
    post: {
      operationId: 'pickNumber',
      summary: 'Pick the number that the computer shows; another one ends the hand-off',
      ...ofPhone,
      requestParams: { path: id, query: z.object({ code: z.string() }) },
      responses: { '200': phone('Picked'), ...problemAnswers([...phoneGuarded, ...over, 'handoff-unready']) },
    },
  },
  '/v1/phone/{id}/photo': {
    post: {
      operationId: 'sendPhoto',
      summary: 'Hand in the photo',
      ...ofPhone,
      requestParams: {
        path: id,
        query: z.object({ photo: z.string().meta({ description: 'How many photos were sent before this one' }) }),
      },
      requestBody: imageBody,
      responses: {
        '200': phone('It is a scan of the computer’s subject'),
        ...problemAnswers([
          ...phoneGuarded,
          ...over,
          ...refusals.filter((code) => !notOfPhones.has(code)),
          'handoff-unready',
        ]),
      },
    },
  },
};
