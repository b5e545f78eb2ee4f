import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { consentHeader } from '../contract/consent.ts';
import { limits } from '../contract/limits.ts';
import { version } from '../version.ts';
import { handoffPaths } from './handoff-paths.ts';
import { guarded, problemAnswers, refusals } from './problem-answers.ts';
import { consent, imageBody, prefer } from './request-parts.ts';
import { cardSchema, jwksSchema, scanSchema, scansSchema, webhookSchema, webhookTypes } from './scan-schema.ts';

type Headers = Readonly<Record<string, { readonly description: string; readonly schema: { readonly type: 'string' } }>>;
const waited: Headers = {
  'Preference-Applied': { description: 'wait: the answer was held', schema: { type: 'string' } },
};
const scanAnswer = (description: string, headers: Headers = {}) => ({
  description,
  headers: { ...waited, ...headers },
  content: { 'application/json': { schema: scanSchema } },
});

/** What the proxy posts to WEBHOOK_URL, by the Standard Webhooks specification. */
const webhookOf = (type: string) => ({
  post: {
    operationId: type,
    summary: webhookSummaries[type] ?? type,
    security: [],
    requestParams: {
      header: z.object({
        'webhook-id': z.string().meta({ description: 'The same however often a message is sent' }),
        'webhook-timestamp': z.string().meta({ description: 'Seconds since 1970, of this try' }),
        'webhook-signature': z.string().meta({ description: 'v1,<base64>; several during a rotation' }),
      }),
    },
    requestBody: { required: true, content: { 'application/json': { schema: webhookSchema } } },
    responses: {
      '2XX': { description: 'Taken' },
      '410': { description: 'Not wanted any more: given up at once' },
      default: { description: 'Sent again, for a day; Retry-After is heeded' },
    },
  },
});
const webhookSummaries: Readonly<Record<string, string>> = {
  'scan.done': 'A scan is done',
  'scan.failed': 'A scan has failed',
  'scan.unconfirmed': 'It is not known whether a scan was read, and billed',
};

/** The OpenAPI 3.1 document of the service, derived from the schemas. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Scanfill proxy',
      version,
      description: 'Takes a photo of a certificate, answers its fields.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ session: [] }],
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        phone: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The phone’s own secret, 22 characters of base64url that it made up; with /open the link’s before it, and a dot between.',
        },
        backend: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'A minute old at most, about one subject, signed with BACKEND_SECRET: as createBackend makes it.',
        },
      },
    },
    webhooks: Object.fromEntries(webhookTypes.map((type) => [type, webhookOf(type)])),
    paths: {
      '/v1/scans': {
        post: {
          operationId: 'createScan',
          summary: 'Hand in an image',
          requestParams: {
            query: z.object({ card: cardSchema }),
            header: z.object({
              'Idempotency-Key': z.string().max(limits.maxIdempotencyKeyLength).optional(),
              [consentHeader]: consent,
              Prefer: prefer,
            }),
          },
          requestBody: imageBody,
          responses: {
            '200': scanAnswer('Ended in time'),
            '202': scanAnswer('Pending; Location says where to ask', {
              Location: { description: 'Where to ask for the scan', schema: { type: 'string' } },
            }),
            ...problemAnswers([...guarded, ...refusals]),
          },
        },
        get: {
          operationId: 'getScans',
          summary: 'Many scans in one answer',
          requestParams: {
            query: z.object({
              ids: z.string().meta({ description: `1 to ${limits.maxIds} ids, separated by commas` }),
            }),
            header: z.object({ Prefer: prefer }),
          },
          responses: {
            '200': { description: 'The scans', content: { 'application/json': { schema: scansSchema } } },
            ...problemAnswers(guarded),
          },
        },
      },
      '/v1/scans/{id}': {
        get: {
          operationId: 'getScan',
          summary: 'A scan',
          requestParams: { path: z.object({ id: z.string() }), header: z.object({ Prefer: prefer }) },
          responses: { '200': scanAnswer('The scan'), ...problemAnswers([...guarded, 'scan-not-found']) },
        },
        delete: {
          operationId: 'deleteScan',
          summary: 'Erase image and result now',
          requestParams: { path: z.object({ id: z.string() }) },
          responses: { '204': { description: 'Erased' }, ...problemAnswers([...guarded, 'scan-not-found']) },
        },
      },
      '/v1/scans/{id}/recast': {
        post: {
          operationId: 'recastScan',
          summary: 'What was read of the card’s other side, or of another card, as a scan of its own; never billed',
          requestParams: { path: z.object({ id: z.string() }), query: z.object({ card: cardSchema }) },
          responses: {
            '200': scanAnswer('The scan of that card; the same one however often it is asked for'),
            ...problemAnswers([
              ...guarded,
              'card-missing',
              'card-unknown',
              'card-refused',
              'scan-not-found',
              'recast-refused',
            ]),
          },
        },
      },
      '/v1/backend/scans': {
        get: {
          operationId: 'backendGetScans',
          summary: 'Many scans of a subject, for the host’s backend',
          security: [{ backend: [] }],
          requestParams: {
            query: z.object({
              ids: z.string().meta({ description: `1 to ${limits.maxIds} ids, separated by commas` }),
            }),
            header: z.object({ Prefer: prefer }),
          },
          responses: {
            '200': { description: 'The scans', content: { 'application/json': { schema: scansSchema } } },
            ...problemAnswers(guarded),
          },
        },
      },
      '/v1/backend/scans/{id}': {
        get: {
          operationId: 'backendGetScan',
          summary: 'A scan of a subject, for the host’s backend',
          security: [{ backend: [] }],
          requestParams: { path: z.object({ id: z.string() }), header: z.object({ Prefer: prefer }) },
          responses: { '200': scanAnswer('The scan'), ...problemAnswers([...guarded, 'scan-not-found']) },
        },
        delete: {
          operationId: 'backendDeleteScan',
          summary: 'Erase image and result of a subject’s scan now',
          security: [{ backend: [] }],
          requestParams: { path: z.object({ id: z.string() }) },
          responses: { '204': { description: 'Erased' }, ...problemAnswers([...guarded, 'scan-not-found']) },
        },
      },
      ...handoffPaths,
      '/.well-known/scanfill-keys': {
        get: {
          operationId: 'receiptKeys',
          summary: 'The public keys of receipts, as a JWKS',
          security: [],
          responses: {
            '200': {
              description: 'Ed25519 keys; the first signs, the others are of before a rotation',
              content: { 'application/jwk-set+json': { schema: jwksSchema } },
            },
          },
        },
      },
      '/healthz': {
        get: {
          operationId: 'healthz',
          summary: 'Alive',
          security: [],
          responses: {
            '200': { description: 'This process answers, and its disk takes what it writes' },
            '503': { description: 'It cannot write any more; reasons say why' },
          },
        },
      },
      '/readyz': {
        get: {
          operationId: 'readyz',
          summary: 'Ready, or why not',
          security: [],
          responses: {
            '200': { description: 'New scans are worked on' },
            '503': { description: 'Not now; reasons say why' },
          },
        },
      },
    },
  });
}
