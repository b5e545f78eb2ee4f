import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reader } from '../green/reader-port.ts';
import { type Demo, startDemo } from './demo.ts';

const front = {
  name: '王小明',
  nationality: '汉',
  number: '11010519491231002X',
  birth: '1949-12-31',
  address: '北京市',
};
const back = { authority: '某市公安局', startDate: '2022-07-22', endDate: '2042-07-22' };
const reader: Reader = {
  read: async (_image, card) => ({ recognised: true, info: card === 'id-card-front' ? front : back }),
  warm: async () => {},
  usage: () => ({ cpuMs: 0, nowMb: 0, peakMb: 0 }),
  stop: async () => {},
};
const log = { info: () => {}, warn: () => {}, error: () => {} };
const lines = { ...front, ...back, sex: 'female', phone: '13800000000' };

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ port: 0, greenPort: 0 }, { reader, log });
});
afterAll(() => demo.stop());

let photos = 300;
/** A visitor, and the receipts of both sides of a card. */
async function visitor() {
  const session = await fetch(`${demo.url}/session`, { method: 'POST' });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { token } = Object(await session.json());
  const receiptOf = async (card: string): Promise<string> => {
    const image = sharp({ create: { width: ++photos, height: 300, channels: 3, background: 'white' } });
    const answer = await fetch(`${demo.url}/scanfill/v1/scans?card=${card}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', prefer: 'wait=20' },
      body: new Uint8Array(await image.jpeg().toBuffer()),
    });
    return Object(await answer.json()).receipt;
  };
  const receipts = {
    'id-card-front': await receiptOf('id-card-front'),
    'id-card-back': await receiptOf('id-card-back'),
  };
  return { cookie, receipts };
}

async function apply(cookie: string, body: object) {
  const answer = await fetch(`${demo.url}/application`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.status === 200 ? Object(await answer.json()) : { status: answer.status };
}

describe('an application', () => {
  test('is compared line by line with what was read', async () => {
    const { cookie, receipts } = await visitor();
    const read = Object.fromEntries([...Object.keys(front), ...Object.keys(back), 'sex'].map((name) => [name, 'read']));
    expect(await apply(cookie, { lines, receipts })).toEqual({
      lines: { ...read, phone: 'typed' },
      refused: {},
      accepted: false,
    });
    const changed = await apply(cookie, { lines: { ...lines, name: '李四', endDate: '', sex: 'male' }, receipts });
    expect(changed.lines).toMatchObject({ name: 'changed', endDate: 'changed', sex: 'typed', number: 'read' });
  });

  test('without receipts, or with a stranger’s or exchanged ones, has been typed', async () => {
    const [one, other] = [await visitor(), await visitor()];
    const typed = Object.fromEntries(Object.keys(lines).map((name) => [name, 'typed']));
    expect(await apply(one.cookie, { lines })).toEqual({ lines: typed, refused: {}, accepted: false });
    const { receipts } = other;
    expect(await apply(one.cookie, { lines, receipts, accept: true })).toEqual({
      lines: typed,
      refused: { 'id-card-front': 'subject', 'id-card-back': 'subject' },
      accepted: false,
    });
    const exchanged = { 'id-card-front': receipts['id-card-back'], 'id-card-back': receipts['id-card-front'] };
    expect((await apply(other.cookie, { lines, receipts: exchanged })).refused).toEqual({
      'id-card-front': 'card',
      'id-card-back': 'card',
    });
  });

  test('is accepted once for its photos', async () => {
    const { cookie, receipts } = await visitor();
    const accept = true;
    expect(await apply(cookie, { lines, receipts, accept })).toMatchObject({ refused: {}, accepted: true });
    expect(await apply(cookie, { lines, receipts, accept })).toMatchObject({
      refused: { 'id-card-front': 'used', 'id-card-back': 'used' },
      accepted: false,
    });
  });

  test('of nobody is not looked at', async () => {
    expect(await apply('', { lines })).toEqual({ status: 401 });
  });
});
