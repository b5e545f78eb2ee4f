import { z } from 'zod';
import type { FieldSpec } from '../contract/card-spec.ts';
import { type CardName, cardNames } from '../contract/cards.ts';
import { cardSpec } from '../contract/normalise.ts';
import { type ProblemCode, problems } from '../contract/problems.ts';
import type { MessageType } from '../webhooks/message.ts';

/** The schemas of what goes over HTTP, derived from the contract's tables: for the OpenAPI document and for tests. */

const problemCodes = Object.keys(problems).filter((code): code is ProblemCode => code in problems);

/** The name of a card type. */
export const cardSchema = z.enum(cardNames).meta({ id: 'Card', description: 'A card type.' });

/** An RFC 9457 problem. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'urn:scanfill:problem:<code>' }),
    code: z.enum(problemCodes),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    cards: z.array(cardSchema).optional().meta({ description: 'With card-missing and card-unknown.' }),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });

const warningSchema = z
  .object({
    code: z.enum([
      ...['check-digit', 'expired', 'unreadable', 'mismatch', 'other-side', 'other-card'],
      ...['photocopy', 'rephotographed'],
    ] as const),
    field: z.string().optional(),
    card: cardSchema.optional().meta({ description: 'With other-card: which one the picture shows.' }),
  })
  .meta({ id: 'Warning', description: 'Something the person should look at. Never a verdict on the person.' });

const dimensionSchema = z
  .object({ length: z.int(), width: z.int(), height: z.int() })
  .meta({ id: 'Dimension', description: 'Millimetres.' });

function valueSchema({ type, label }: FieldSpec): z.ZodType {
  const description = `${label.en} (${label.zh})`;
  switch (type) {
    case 'text':
      return z.string().meta({ description });
    case 'date':
      return z.iso.date().meta({ description });
    case 'expiry':
      return z.union([z.iso.date(), z.literal('long-term')]).meta({ description });
    case 'number':
      return z.number().meta({ description });
    case 'integer':
      return z.int().meta({ description });
    case 'boolean':
      return z.boolean().meta({ description });
    case 'dimension':
      return dimensionSchema;
  }
}

/** The normalised fields of a card type; each may be absent. */
export function fieldsSchema(card: CardName): z.ZodType {
  const shape = Object.entries(cardSpec(card).fields).map(([name, field]) => [name, valueSchema(field).optional()]);
  return z
    .object(Object.fromEntries(shape))
    .meta({ id: `${pascal(card)}Fields`, description: cardSpec(card).label.en });
}

const base = { id: z.string(), createdAt: z.iso.datetime() };

const pendingSchema = z
  .object({ ...base, card: cardSchema, state: z.enum(['queued', 'processing']) })
  .meta({ id: 'PendingScan' });

const failedSchema = z
  .object({ ...base, card: cardSchema, state: z.literal('failed'), doneAt: z.iso.datetime(), problem: problemSchema })
  .meta({ id: 'FailedScan' });

const doneSchemas = cardNames.map((card) =>
  z
    .object({
      ...base,
      card: z.literal(card),
      state: z.literal('done'),
      doneAt: z.iso.datetime(),
      fields: fieldsSchema(card),
      raw: z.record(z.string(), z.unknown()).meta({ description: 'As received from recognition.' }),
      warnings: z.array(warningSchema),
      recognised: z.boolean(),
      asked: cardSchema
        .optional()
        .meta({ description: 'The card that the photo was sent as, of one that was recast.' }),
      receipt: z.string().optional().meta({
        description:
          'A compact JWS (EdDSA) over scan, audience, subject, card (and the one it was sent as), times, a salted digest of each field, image digest, consent and warnings; for @scanfill/proxy/receipt. Personal data as the fields are.',
      }),
    })
    .meta({ id: `Done${pascal(card)}` }),
);

/** A scan in any state. */
export const scanSchema = z.union([pendingSchema, failedSchema, ...doneSchemas]).meta({ id: 'Scan' });

/** The answer of `GET /v1/scans?ids=`. */
export const scansSchema = z
  .object({ scans: z.array(scanSchema), missing: z.array(z.string()) })
  .meta({ id: 'Scans', description: 'missing: ids that expired, were deleted, or are not of this session.' });

const steps = [
  ...['open', 'opened', 'picked', 'confirmed', 'reading', 'read', 'again', 'failed'],
  ...['refused', 'revoked', 'expired'],
] as const;
const handoffBase = {
  card: cardSchema,
  expiresAt: z.iso.datetime(),
  shows: cardSchema.optional().meta({ description: 'While it is again: the card that the last photo shows instead.' }),
};

/** A hand-off as the computer sees it. */
export const handoffSchema = z
  .object({
    ...handoffBase,
    id: z.string(),
    state: z.enum(steps),
    code: z.string().meta({ description: 'The number to show once the state is opened.' }),
    link: z.string().optional().meta({ description: 'For the phone; in the answer that makes it alone.' }),
    scan: z.string().optional().meta({ description: 'The scan of the photo sent last.' }),
  })
  .meta({ id: 'Handoff', description: 'A photo that is asked of a phone.' });

/** A hand-off as the phone sees it. */
export const phoneSchema = z
  .object({
    ...handoffBase,
    state: z.enum(steps),
    photos: z.int().meta({ description: 'How many were sent.' }),
    choices: z.array(z.string()).optional().meta({ description: 'The numbers to pick from, while opened.' }),
  })
  .meta({ id: 'Phone', description: 'Never a field.' });

/** The answer of `GET /.well-known/scanfill-keys`. */
export const jwksSchema = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string(),
        alg: z.literal('EdDSA'),
        use: z.literal('sig'),
      }),
    ),
  })
  .meta({ id: 'Keys', description: 'RFC 7517, RFC 8037; kid is the thumbprint of RFC 7638.' });

/** What may be told to the host. */
export const webhookTypes = ['scan.done', 'scan.failed', 'scan.unconfirmed'] as const satisfies readonly MessageType[];

/** The body of a message to the host. */
export const webhookSchema = z
  .object({
    type: z.enum(webhookTypes),
    timestamp: z.iso.datetime().meta({ description: 'When the scan ended.' }),
    data: z.object({
      id: z.string(),
      subject: z.string(),
      card: cardSchema,
      state: z.enum(['done', 'failed']),
      code: z.enum(problemCodes).optional(),
    }),
  })
  .meta({ id: 'Message', description: 'Ids and states only.' });

function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
