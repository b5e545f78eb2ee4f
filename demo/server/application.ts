import { parseIdNumber } from '@scanfill/proxy/contract';
import { createMemoryUses, type ReceiptCheck, ReceiptError, verifyReceipt } from '@scanfill/proxy/receipt';
import express, { type RequestHandler, Router } from 'express';
import { visitorOf } from './visitor.ts';

/**
 * What the bank knows of a line: it `read` it from the card as it stands there, the person `changed` what was read, or
 * `typed` what was not.
 */
export type LineOrigin = 'read' | 'changed' | 'typed';

/** The bank's answer. `refused`: what is wrong with the receipt of a card, by its code. */
export type Verdict = {
  readonly lines: Readonly<Record<string, LineOrigin>>;
  readonly refused: Readonly<Record<string, string>>;
  readonly accepted: boolean;
};

const idCard = ['id-card-front', 'id-card-back'] as const;

/**
 * `POST /application`: what a host's backend does with a form, `{ lines, receipts, accept }`. Each line is compared
 * with what was read, by the receipts that came with it and not by anything the browser says; with `accept` they are
 * used up, so that no other application can be made of the same scans.
 */
export function applicationRoute(proof: Pick<ReceiptCheck, 'keys' | 'audience'>): RequestHandler {
  const router = Router();
  const uses = createMemoryUses();

  router.post('/application', express.json({ limit: '64kb' }), async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const subject = visitorOf(request);
    if (subject === undefined) {
      response.status(401).type('text/plain').send('Open a session first.\n');
      return;
    }
    const { lines: given, receipts, accept }: Record<string, unknown> = Object(request.body);
    const fields = textsOf(given);
    const lines = new Map<string, LineOrigin>(Object.keys(fields).map((name) => [name, 'typed']));
    const refused: Record<string, string> = {};
    const consume: (() => Promise<void>)[] = [];
    for (const card of idCard) {
      const receipt = textsOf(receipts)[card];
      if (receipt === undefined) continue;
      try {
        const verified = await verifyReceipt(receipt, { ...proof, subject, card, fields, uses });
        for (const name of verified.scan.read) lines.set(name, 'read');
        for (const name of verified.missing) lines.set(name, 'changed');
        for (const name of verified.changed) if (verified.scan.read.includes(name)) lines.set(name, 'changed');
        consume.push(async () => {
          await verified.consume().catch((error: unknown) => {
            refused[card] = codeOf(error);
          });
        });
      } catch (error) {
        refused[card] = codeOf(error);
      }
    }
    // The number says it, where that is the card's.
    if (lines.get('number') === 'read' && sexOf(fields.number) === fields.sex) lines.set('sex', 'read');
    if (accept === true) for (const each of consume) await each();
    const accepted = accept === true && Object.keys(refused).length === 0;
    response.json({ lines: Object.fromEntries(lines), refused, accepted } satisfies Verdict);
  });
  return router;
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(Object(value)).filter((entry): entry is [string, string] => isText(entry[1])),
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function sexOf(number: string | undefined): string | undefined {
  return number === undefined ? undefined : parseIdNumber(number, new Date().toISOString().slice(0, 10))?.sex;
}

function codeOf(error: unknown): string {
  if (error instanceof ReceiptError) return error.code;
  throw error;
}
