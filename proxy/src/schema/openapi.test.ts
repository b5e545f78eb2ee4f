import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { cardNames } from '../contract/cards.ts';
import { cardSpec } from '../contract/normalise.ts';
import { problems } from '../contract/problems.ts';
import { scanOf } from '../http/scan-view.ts';
import type { Job } from '../jobs/job.ts';
import { messageOf } from '../webhooks/message.ts';
import { openApiDocument } from './openapi.ts';
import { fieldsSchema, scanSchema, webhookSchema, webhookTypes } from './scan-schema.ts';

const job: Job = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  card: 'vehicle-license-back',
  subject: 's',
  createdAtMs: 1_800_000_000_000,
  attempts: 1,
  phase: { state: 'queued', readyAtMs: 1_800_000_000_000 },
};

describe('schemas', () => {
  test('fit what is answered in every state', () => {
    const endedAtMs = job.createdAtMs + 5_000;
    const raw = {
      plateNum: '京A12345',
      appprovedPassengerCapacity: '5人',
      overallDimension: '4945x1845x1480mm',
      extra: 1,
    };
    const phases: Job['phase'][] = [
      job.phase,
      { state: 'submitted', taskId: 't', submittedAtMs: 0, looks: 0, nextLookAtMs: 0 },
      { state: 'done', endedAtMs, recognised: true, raw },
      { state: 'failed', endedAtMs, code: 'unconfirmed' },
    ];
    const scans = phases.map((phase) => scanSchema.parse(scanOf({ ...job, phase })));
    expect(scans.map(({ state }) => state)).toEqual(['queued', 'processing', 'done', 'failed']);
    expect(scans[2]).toMatchObject({
      fields: {
        plateNum: '京A12345',
        approvedPassengerCapacity: 5,
        overallDimension: { length: 4945, width: 1845, height: 1480 },
      },
      raw,
    });
    expect(scans[3]).toMatchObject({ problem: { code: 'unconfirmed', status: 504 } });
  });

  test('refuse a field of the wrong type', () => {
    expect(fieldsSchema('vehicle-license-back').safeParse({ approvedPassengerCapacity: '5' }).success).toBe(false);
    expect(fieldsSchema('id-card-back').safeParse({ endDate: '2030年' }).success).toBe(false);
    expect(fieldsSchema('id-card-back').safeParse({ endDate: 'long-term' }).success).toBe(true);
  });
});

describe('the OpenAPI document', () => {
  const document = openApiDocument();
  const schemas: Record<string, unknown> = { ...document.components?.schemas };

  test('is 3.1 and holds every card with every field, and every problem code', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    for (const card of cardNames) {
      const name = `${card.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Fields`;
      expect(Object.keys(Object(schemas[name]).properties)).toEqual(Object.keys(cardSpec(card).fields));
    }
    expect(Object(schemas.Problem).properties.code.enum).toEqual(Object.keys(problems));
  });

  test('bears the version of the package', async () => {
    const packageJson = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    expect(document.info.version).toBe(JSON.parse(packageJson).version);
  });

  test('refers only to what it holds', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(refs.length).toBeGreaterThan(10);
    for (const name of refs) expect(schemas).toHaveProperty([name ?? '']);
  });

  test('says of every problem that is an answer of its own where it comes', () => {
    const told = JSON.stringify(document.paths);
    // Of the others (502, 504) a failed scan tells.
    const answers = Object.entries(problems).filter(([, { status }]) => status !== 502 && status !== 504);
    expect(answers.filter(([code]) => !told.includes(`\`${code}\``))).toEqual([]);
    expect(Object.keys(Object(document.paths?.['/v1/scans']?.post?.responses))).toEqual([
      '200',
      '202',
      '400',
      '401',
      '403',
      '404',
      '405',
      '408',
      '413',
      '415',
      '417',
      '422',
      '429',
      '431',
      '500',
      '503',
    ]);
  });

  test('describes what the host is told', () => {
    expect(Object.keys(document.webhooks ?? {})).toEqual([...webhookTypes]);
    const phase = { state: 'failed', endedAtMs: job.createdAtMs, code: 'unconfirmed' } as const;
    const body = JSON.parse(messageOf({ ...job, phase }, 's').body);
    expect(webhookSchema.strict().parse(body)).toMatchObject({
      type: 'scan.unconfirmed',
      data: { code: 'unconfirmed' },
    });
  });

  test('names the routes there are', () => {
    expect(Object.keys(document.paths ?? {})).toEqual([
      '/v1/scans',
      '/v1/scans/{id}',
      '/v1/scans/{id}/recast',
      '/v1/backend/scans',
      '/v1/backend/scans/{id}',
      '/v1/handoffs',
      '/v1/handoffs/{id}',
      '/v1/handoffs/{id}/confirm',
      '/v1/phone/{id}',
      '/v1/phone/{id}/open',
      '/v1/phone/{id}/pick',
      '/v1/phone/{id}/photo',
      '/.well-known/scanfill-keys',
      '/healthz',
      '/readyz',
    ]);
  });
});
