import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { verifyReceipt } from '../receipt.ts';
import { makePng, type ProxyFixture, startProxy } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
afterEach(() => fixture.stop());

const raw = { name: 'canary-name', number: '11010519491231002X' };

/** A scan of an ID card whose fields Green answers as `raw`. */
async function doneScan(headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const { body } = await fixture.post(makePng(), { card: 'id-card-front', headers });
  const id = String(body.id);
  fixture.green.scripted.set(id, [{ kind: 'done', recognised: true, raw }]);
  for (;;) {
    const { body: scan } = await fixture.get(`/v1/scans/${id}`, { prefer: 'wait=20' });
    if (scan.state === 'done') return scan;
  }
}

describe('the receipt of a scan', () => {
  test('is verified by the keys below the mount path, wherever the scan is looked at', async () => {
    fixture = await startProxy();
    const scan = await doneScan();
    const keys = `${fixture.base}/.well-known/scanfill-keys`;
    const published = await fetch(keys);
    expect(published.headers.get('content-type')).toBe('application/jwk-set+json; charset=utf-8');
    expect(published.headers.get('cache-control')).toBe('public, max-age=300');
    expect(await published.json()).toEqual(fixture.proxy.receiptKeys());
    const check = { keys, audience: fixture.base, subject: 'visitor-1', card: 'id-card-front' } as const;
    const found = await verifyReceipt(scan.receipt, { ...check, fields: { ...raw, name: 'another' } });
    expect(found.changed).toEqual(['name']);
    expect(found.scan).toMatchObject({ id: scan.id, doneAt: scan.doneAt, createdAt: scan.createdAt });
    const many = await fixture.get(`/v1/scans?ids=${scan.id}`);
    expect(many.body.scans).toEqual([expect.objectContaining({ receipt: scan.receipt })]);
    const again = await fixture.get(`/v1/scans/${scan.id}`);
    expect(again.body.receipt).toBe(scan.receipt);
    const image = makePng();
    expect(found.scan.imageDigest).toBe(createHash('sha256').update(image).digest('base64url'));
  });

  test('stands neither in the log nor, unsealed, in what is kept, and goes with its scan', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'scanfill-receipts-'));
    try {
      fixture = await startProxy({ store: `file:${dir}`, storeSecret: 'f0a5c1de7b3948268d90b1e5c73af462' });
      const scan = await doneScan();
      const [head = '', claims = '', signature = ''] = String(scan.receipt).split('.');
      const kept = readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
        .join('\n');
      expect(kept).toContain(String(scan.id));
      const said = JSON.stringify(fixture.lines);
      for (const secret of [head, claims, signature, 'canary-name', raw.number]) {
        expect(secret.length).toBeGreaterThan(10);
        expect(said).not.toContain(secret);
        expect(kept).not.toContain(secret);
      }
      const { authorization } = fixture;
      await fixture.request(`/v1/scans/${scan.id}`, { method: 'DELETE', headers: { authorization } });
      expect((await fixture.get(`/v1/scans/${scan.id}`)).status).toBe(404);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  test('tells of the consent that came with the photo, by the service’s own clock', async () => {
    fixture = await startProxy();
    const before = Date.now();
    const scan = await doneScan({ 'scanfill-consent': `${encodeURIComponent('隐私政策 3')}; age=60` });
    const check = { keys: fixture.proxy.receiptKeys(), audience: fixture.base, subject: 'visitor-1' };
    const { consent } = (await verifyReceipt(scan.receipt, check)).scan;
    expect(consent?.version).toBe('隐私政策 3');
    expect(Date.parse(consent?.at ?? '')).toBeGreaterThanOrEqual(before - 60_000);
    expect(Date.parse(consent?.at ?? '')).toBeLessThanOrEqual(Date.now() - 60_000);
    expect(JSON.stringify(fixture.lines)).not.toContain('隐私政策');
    const without = await doneScan();
    expect((await verifyReceipt(without.receipt, check)).scan.consent).toBeUndefined();
  });

  test('a consent that is none is refused, and nothing is taken in', async () => {
    fixture = await startProxy();
    const { status, body } = await fixture.post(makePng(), { headers: { 'scanfill-consent': 'yes' } });
    expect([status, body.code]).toEqual([400, 'request-invalid']);
    expect(body.detail).toContain('Scanfill-Consent');
    expect(fixture.green.submitsAtMs).toHaveLength(0);
  });

  test('a photo sent again under its key keeps the consent that it first came with', async () => {
    fixture = await startProxy();
    const key = { 'idempotency-key': 'one' };
    const first = await doneScan({ ...key, 'scanfill-consent': 'v1; age=0' });
    const again = await fixture.post(makePng(), {
      card: 'id-card-front',
      headers: { ...key, 'scanfill-consent': 'v2; age=0' },
    });
    expect([again.body.id, again.body.receipt]).toEqual([first.id, first.receipt]);
  });

  test('is for the audience that is configured', async () => {
    fixture = await startProxy({ receiptAudience: 'bank' });
    const scan = await doneScan();
    const check = { keys: fixture.proxy.receiptKeys(), subject: 'visitor-1' };
    await expect(verifyReceipt(scan.receipt, { ...check, audience: fixture.base })).rejects.toMatchObject({
      code: 'audience',
    });
    expect((await verifyReceipt(scan.receipt, { ...check, audience: 'bank' })).scan.id).toBe(scan.id);
  });
});
