import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGreen } from './green.ts';
import { makeCardImage } from './testing/card-image.ts';
import { createEmbeddedReader } from './testing/embedded-reader.ts';
import { startImageServer } from './testing/image-server.ts';
import { ROAClient } from './testing/pop-core.ts';
import { callGreen, type SignedCall, sendCall, signCall } from './testing/signed-call.ts';

const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret', uid: '1234567890123456' };
const temporary = { accessKeyId: 'STS.testid', accessKeySecret: 'other', securityToken: 'testtoken', uid: '2' };
const accounts = [account, temporary, { ...account, accessKeyId: 'sleeping', inactive: true }];
const scanPath = '/green/image/asyncscan';
const resultsPath = '/green/image/results';
const fields = { bankCardNum: '6222020000000000000' };

let images: Awaited<ReturnType<typeof startImageServer>>;
const running: { stop(): Promise<void> }[] = [];

async function start(options: Partial<Parameters<typeof createGreen>[0]> = {}) {
  const green = createGreen({ accounts, reader: createEmbeddedReader({ medianMs: 150 }), ...options });
  running.push(green);
  return { green, ...(await green.listen(0)) };
}

const scanBody = (tasks: readonly object[], more: object = {}) =>
  JSON.stringify({ scenes: ['ocr'], extras: { card: 'bank-card' }, tasks, ...more });

beforeAll(async () => {
  images = await startImageServer();
});
afterAll(async () => {
  await Promise.all(running.map((green) => green.stop()));
  await images.stop();
});

describe('an official client', () => {
  test('creates tasks, is told to wait, then reads the fields', async () => {
    const { green, url } = await start();
    const client = new ROAClient({
      accessKeyId: account.accessKeyId,
      accessKeySecret: account.accessKeySecret,
      endpoint: url,
      apiVersion: '2018-05-09',
    });
    const headers = { 'Content-Type': 'application/json' };
    const body = scanBody([{ dataId: 'a-1', url: images.put('a.png', makeCardImage('bank-card', fields)) }]);
    const query = { clientInfo: '{"ip":"127.0.0.1"}' };
    const scan = await client.request('POST', scanPath, query, body, headers, {});
    expect(scan).toMatchObject({
      code: 200,
      msg: 'OK',
      data: [{ code: 200, dataId: 'a-1', taskId: expect.stringMatching(/^img/) }],
    });

    const taskId = scan.data[0]?.taskId ?? '';
    const ask = () => client.request('POST', resultsPath, {}, JSON.stringify([taskId]), headers, {});
    expect((await ask()).data[0]).toMatchObject({ code: 280, msg: 'PROCESSING', taskId, dataId: 'a-1' });
    await expect.poll(async () => (await ask()).data[0]?.code, { interval: 150 }).toBe(200);
    const result = (await ask()).data[0]?.results?.find(({ scene }) => scene === 'ocr');
    expect(result).toMatchObject({ label: 'ocr', suggestion: 'review', bankCardInfo: fields });
    expect(green.ledger.images).toMatchObject([
      { state: 'billed', dataId: 'a-1', taskId, code: 200, account: account.uid },
    ]);
    expect(green.ledger.images[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('with temporary credentials is served too', async () => {
    const { url } = await start();
    const client = new ROAClient({ ...temporary, endpoint: url, apiVersion: '2018-05-09' });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await client.request('POST', resultsPath, {}, '["img-unknown"]', headers, {});
    expect(answer).toMatchObject({ code: 200, data: [{ code: 594, taskId: 'img-unknown' }] });
  });

  test('with a wrong secret gets SignatureDoesNotMatch', async () => {
    const { url } = await start();
    const wrong = { accessKeyId: 'testid', accessKeySecret: 'guess', endpoint: url, apiVersion: '2018-05-09' };
    const client = new ROAClient(wrong);
    const call = client.request('POST', resultsPath, {}, '["x"]', { 'Content-Type': 'application/json' }, {});
    await expect(call).rejects.toMatchObject({ code: 'SignatureDoesNotMatch', statusCode: 400 });
  });
});

describe('the gateway refuses', () => {
  let url = '';
  beforeAll(async () => {
    ({ url } = await start({ limits: { callsPerSecond: 1_000 } }));
  });
  const call = (more: Partial<SignedCall> = {}) =>
    callGreen({ url, path: resultsPath, body: '["img-1"]', account, ...more });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toUTCString();

  const cases: [string, string, number, Partial<SignedCall>][] = [
    ['an unknown key', 'InvalidAccessKeyId.NotFound', 404, { account: { ...account, accessKeyId: 'nobody' } }],
    ['a disabled key', 'InvalidAccessKeyId.Inactive', 400, { account: { ...account, accessKeyId: 'sleeping' } }],
    ['a wrong secret', 'SignatureDoesNotMatch', 400, { account: { ...account, accessKeySecret: 'x' } }],
    ['a Date 16 minutes old', 'InvalidTimeStamp.Expired', 400, { headers: { date: minutesAgo(16) } }],
    ['a Date 16 minutes ahead', 'InvalidTimeStamp.Expired', 400, { headers: { date: minutesAgo(-16) } }],
    ['an ISO date', 'InvalidTimeStamp.Format', 400, { headers: { date: new Date().toISOString() } }],
    ['no Date', 'MissingDate', 400, { headers: { date: undefined } }],
    ['no nonce', 'MissingSignatureNonce', 400, { headers: { 'x-acs-signature-nonce': undefined } }],
    ['an older version', 'InvalidAction.NotFound', 400, { headers: { 'x-acs-version': '2017-08-25' } }],
    ['another body’s MD5', 'ContentMD5NotMatched', 400, { headers: { 'content-md5': 'LTOVJTmtnE1SP2mV4eO+4Q==' } }],
    ['a header changed on the way', 'SignatureDoesNotMatch', 400, { after: { 'content-type': 'text/json' } }],
    ['a header added on the way', 'SignatureDoesNotMatch', 400, { after: { 'x-acs-extra': '1' } }],
    ['an unknown path', 'InvalidApi.NotFound', 404, { path: '/green/image/scan' }],
    ['a token that is missing', 'MissingSecurityToken', 400, { account: temporary }],
  ];
  const any = expect.stringMatching(/./);
  test.each(cases)('%s with %s', async (_, code, status, more) => {
    expect(await call(more)).toMatchObject({ status, json: { Code: code, Message: any, RequestId: any, HostId: any } });
  });

  test('a wrong token', async () => {
    const more = { account: temporary, headers: { 'x-acs-security-token': 'stale' } };
    expect((await call(more)).json.Code).toBe('InvalidSecurityToken.MismatchWithAccessKey');
  });

  test('in XML whoever does not accept JSON', async () => {
    const answer = await call({ account: { ...account, accessKeySecret: 'x' }, headers: { accept: '*/*' } });
    expect(answer.type).toMatch(/^text\/xml/);
    expect(answer.text).toMatch(/<Error>.*<Code>SignatureDoesNotMatch<\/Code>/s);
  });

  test('a Date 14 minutes old is still fine', async () => {
    expect(await call({ headers: { date: minutesAgo(14) } })).toMatchObject({ status: 200, json: { code: 200 } });
  });

  test('a request that is sent again byte by byte, and takes no second image for it', async () => {
    const { green, url } = await start();
    const body = scanBody([{ dataId: 'again', url: images.put('again.png', makeCardImage('bank-card', fields)) }]);
    const headers = signCall({ url, path: scanPath, body, account });
    expect((await sendCall(url, scanPath, body, headers)).status).toBe(200);
    const replay = await sendCall(url, scanPath, body, headers);
    expect(replay).toMatchObject({ status: 400, text: expect.stringContaining('"Code":"SignatureNonceUsed"') });
    expect(green.ledger.images).toHaveLength(1);
  });

  test('a nonce is free again for another key, after 15 minutes, and after a forged use', async () => {
    let now = Date.now();
    const clock = { now: () => now, after: () => () => {} };
    const { url } = await start({ clock });
    const headers = { 'x-acs-signature-nonce': 'fixed' };
    const use = (more: Partial<SignedCall> = {}) =>
      callGreen({ url, path: resultsPath, body: '["x"]', account, headers, now, ...more });
    expect((await use({ account: { ...account, accessKeySecret: 'forged' } })).json.Code).toBe('SignatureDoesNotMatch');
    expect((await use()).json.code).toBe(200);
    expect((await use()).json.Code).toBe('SignatureNonceUsed');
    const other = { 'x-acs-security-token': 'testtoken', ...headers };
    expect((await use({ account: temporary, headers: other })).json.code).toBe(200);
    now += 15 * 60_000 + 1;
    expect((await use()).json.code).toBe(200);
  });
});

describe('the rate', () => {
  test('is ten calls in any sliding second, for each operation and account', async () => {
    let now = Date.UTC(2026, 0, 15);
    const clock = { now: () => now, after: () => () => {} };
    const { green, url } = await start({ clock });
    const results = (more: Partial<SignedCall> = {}) =>
      callGreen({ url, path: resultsPath, body: '["x"]', account, now, ...more });
    const codes: string[] = [];
    for (let index = 0; index < 11; index += 1) {
      const { json } = await results();
      codes.push(String(json.code ?? json.Code));
      now += 90;
    }
    expect(codes).toEqual([...Array(10).fill('200'), 'Throttling.User']);
    const scan = callGreen({ url, path: scanPath, body: scanBody([{ url: 'http://127.0.0.1:9/x' }]), account, now });
    expect((await scan).json.code, 'asyncscan has a rate of its own').toBe(200);
    const token = { 'x-acs-security-token': 'testtoken' };
    expect((await results({ account: temporary, headers: token })).json.code, 'another account').toBe(200);
    now += 10;
    expect((await results()).json.code, 'a second after the first call one place is free').toBe(200);
    expect((await results()).json.Code, 'and only one').toBe('Throttling.User');
    expect(green.ledger.busiestSecond('results', account.uid), 'refused calls are seen too').toBe(12);
    expect(green.ledger.busiestSecond('results')).toBe(13);
  });

  test('of images is 588 for those over it, and only for those', async () => {
    const { green, url } = await start({ limits: { imagesPerSecond: 2 } });
    const image = images.put('quota.png', makeCardImage('bank-card', fields));
    const body = scanBody(['a', 'b', 'c'].map((dataId) => ({ dataId, url: image })));
    const { json } = await callGreen({ url, path: scanPath, body, account });
    expect(json.data.map(({ code }: { code: number }) => code)).toEqual([200, 200, 588]);
    expect(green.ledger.images).toHaveLength(2);
  });
});

describe('asyncscan refuses', () => {
  let url = '';
  beforeAll(async () => {
    ({ url } = await start({ limits: { callsPerSecond: 1_000, maxTasks: 100 } }));
  });
  const task = { url: 'http://127.0.0.1:9/x.png' };
  const many = (count: number) => Array.from({ length: count }, () => task);
  const bodies: [string, string, RegExp][] = [
    ['what is no JSON', '{"scenes"', /JSON/],
    ['another scene', scanBody([task], { scenes: ['porn'] }), /scenes/],
    ['no card', scanBody([task], { extras: {} }), /card is required/],
    ['an unknown card', scanBody([task], { extras: { card: 'library-card' } }), /unknown card/],
    ['two card types', scanBody([task], { extras: [{ card: 'bank-card' }, { card: 'passport' }] }), /one card type/],
    ['a task’s own card type', scanBody([{ ...task, extras: { card: 'passport' } }]), /one card type/],
    ['no task', scanBody([]), /1 to 100/],
    ['101 tasks', scanBody(many(101)), /1 to 100/],
    ['a dataId twice', scanBody([task, task].map((one) => ({ ...one, dataId: 'x' }))), /unique/],
    ['an odd dataId', scanBody([{ ...task, dataId: 'a b' }]), /dataId/],
    ['an endless dataId', scanBody([{ ...task, dataId: 'a'.repeat(257) }]), /dataId/],
    ['a callback without seed', scanBody([task], { callback: 'https://a.example/' }), /seed/],
    ['an odd seed', scanBody([task], { callback: 'https://a.example/', seed: 'a-b' }), /seed/],
    ['another hash', scanBody([task], { callback: 'https://a.example/', seed: 'a', cryptType: 'MD5' }), /cryptType/],
  ];
  test.each(bodies)('%s', async (_, body, reason) => {
    const { status, json } = await callGreen({ url, path: scanPath, body, account });
    expect(status).toBe(200);
    expect(json).toMatchObject({ code: 400, msg: expect.stringMatching(reason) });
    expect(json.data).toBeUndefined();
  });

  test('nothing of 100 tasks, nor of extras as a list', async () => {
    const hundred = await callGreen({ url, path: scanPath, body: scanBody(many(100)), account });
    expect(hundred.json.data).toHaveLength(100);
    const list = scanBody([task], { extras: [{ card: 'bank-card' }] });
    expect((await callGreen({ url, path: scanPath, body: list, account })).json.code).toBe(200);
  });

  test('more tasks than the account may run at once', async () => {
    const { url } = await start({ limits: { maxTasks: 10 } });
    expect((await callGreen({ url, path: scanPath, body: scanBody(many(11)), account })).json.code).toBe(588);
  });

  test('a bad address for its own task only', async () => {
    const fine = images.put('fine.png', makeCardImage('bank-card', fields));
    const urls = ['', 'ftp://a.example/x', 'http://a.example/中', `http://a.example/${'x'.repeat(2_048)}`, fine];
    const body = scanBody([...urls, 'http://user:pass@a.example/x'].map((url) => ({ url })));
    const { json } = await callGreen({ url, path: scanPath, body, account });
    expect(json.data.map(({ code }: { code: number }) => code)).toEqual([404, 400, 400, 400, 200, 401]);
  });
});

describe('results', () => {
  test('takes 1 to 100 ids in a bare list', async () => {
    const { url } = await start();
    const ask = (body: unknown) => callGreen({ url, path: resultsPath, body: JSON.stringify(body), account });
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `img-${index}`);
    for (const bad of [[], ids(101), { ids: ids(1) }, [1]]) expect((await ask(bad)).json.code).toBe(400);
    expect((await ask(ids(100))).json.data).toHaveLength(100);
  });

  test('forgets after an hour, and never tells another account', async () => {
    let now = Date.now();
    const clock = { now: () => now, after: () => () => {} };
    const { green, url } = await start({ clock, reader: createEmbeddedReader() });
    const body = scanBody([{ url: images.put('old.png', makeCardImage('bank-card', fields)) }]);
    const { json } = await callGreen({ url, path: scanPath, body, account, now });
    const ask = async (more: Partial<SignedCall> = {}) => {
      const asked = JSON.stringify([json.data[0].taskId]);
      return (await callGreen({ url, path: resultsPath, body: asked, account, now, ...more })).json.data[0].code;
    };
    await expect.poll(() => green.ledger.images[0]?.state).toBe('billed');
    expect(await ask()).toBe(200);
    expect(await ask({ account: temporary, headers: { 'x-acs-security-token': 'testtoken' } })).toBe(594);
    now += 60 * 60_000;
    expect(await ask()).toBe(594);
  });
});

describe('an image', () => {
  const png = (width: number, height: number) => makeCardImage('bank-card', fields, { width, height }).subarray(0, 33);
  const gif = (width: number, height: number) => {
    const bytes = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1');
    bytes.writeUInt16LE(width, 6);
    bytes.writeUInt16LE(height, 8);
    return bytes;
  };
  const sized = (bytes: number) => Buffer.concat([png(10, 10), Buffer.alloc(bytes - 33)]);
  const sideOver = Buffer.from(png(10, 10));
  sideOver.writeUInt32BE(30_001, 16);
  const areaOver = Buffer.from(png(10, 10));
  areaOver.writeUInt32BE(25_000, 16);
  areaOver.writeUInt32BE(10_001, 20);

  const served: [string, Parameters<typeof images.put>[1], number][] = [
    ['that is there', makeCardImage('bank-card', fields), 200],
    ['that answers 404', { status: 404 }, 480],
    ['that never comes', { silentMs: 60_000 }, 592],
    ['that is a PDF', Buffer.from('%PDF-1.7\n'), 590],
    ['of exactly 20 MB', sized(20 * 1024 * 1024), 200],
    ['of a byte over 20 MB', sized(20 * 1024 * 1024 + 1), 589],
    ['30,001 pixels wide', sideOver, 480],
    ['of over 250,000,000 pixels', areaOver, 480],
    ['as a GIF of 2048 × 2048', gif(2_048, 2_048), 200],
    ['as a GIF of 2048 × 2049', gif(2_048, 2_049), 480],
  ];
  test.each(served)('%s', async (name, what, code) => {
    const downloadMs = code === 592 ? 400 : 20_000;
    const { green, url } = await start({ reader: createEmbeddedReader(), limits: { downloadMs } });
    const body = scanBody([{ url: images.put(encodeURIComponent(name), what) }]);
    await callGreen({ url, path: scanPath, body, account });
    await expect.poll(() => green.ledger.images[0]?.code).toBe(code);
    expect(green.ledger.images[0]?.state, 'what was not recognised is not billed').toBe(
      code === 200 ? 'billed' : 'void',
    );
  });

  test('without text answers normal, pass and empty fields', async () => {
    const { green, url } = await start({ reader: createEmbeddedReader() });
    const body = scanBody([{ url: images.put('blank.png', makeCardImage('passport', {})) }]);
    const { json } = await callGreen({ url, path: scanPath, body, account });
    await expect.poll(() => green.ledger.images[0]?.state).toBe('billed');
    const asked = JSON.stringify([json.data[0].taskId]);
    const [{ results }] = (await callGreen({ url, path: resultsPath, body: asked, account })).json.data;
    const expected = { scene: 'ocr', label: 'normal', suggestion: 'pass', bankCardInfo: { bankCardNum: '' } };
    expect(results).toEqual([{ ...expected, rate: expect.any(Number) }]);
  });

  test('whose reader settled a doubt by a check digit says so in the ledger, never on the wire', async () => {
    const reader = { read: async () => ({ recognised: true, info: { bankCardNum: '1' }, mends: 1 }) };
    const { green, url } = await start({ reader });
    const body = scanBody([{ url: images.put('mended.png', makeCardImage('bank-card', fields)) }]);
    const { json } = await callGreen({ url, path: scanPath, body, account });
    await expect.poll(() => green.ledger.images[0]).toMatchObject({ state: 'billed', mends: 1 });
    const asked = JSON.stringify([json.data[0].taskId]);
    const answer = await callGreen({ url, path: resultsPath, body: asked, account });
    expect(JSON.stringify(answer.json)).not.toContain('mends');
  });

  test('whose reading fails answers 586 and is not billed', async () => {
    const reader = { read: () => Promise.reject(new Error('no model')) };
    const { green, url } = await start({ reader });
    const body = scanBody([{ url: images.put('broken.png', makeCardImage('bank-card', fields)) }]);
    await callGreen({ url, path: scanPath, body, account });
    await expect.poll(() => green.ledger.images[0]).toMatchObject({ state: 'void', code: 586 });
  });
});
