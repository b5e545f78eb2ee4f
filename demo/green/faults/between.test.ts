import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, startBench } from '../testing/scripted-green.ts';
import { middleboxAnswers, replacementOf } from './middlebox.ts';
import { type ScriptLine, scriptedFaults } from './scripted-faults.ts';

let bench: Awaited<ReturnType<typeof startBench>>;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());

const script = (...lines: ScriptLine[]) => ({ faults: scriptedFaults(lines) });
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

describe('a middlebox', () => {
  test.each(middleboxAnswers)('answers %s in place of Green, before the call or after it', async (answer) => {
    const fault = { kind: 'middlebox', answer } as const;
    const { green, prepare, bodyOf } = await bench.start(
      script(
        { on: 'asyncscan', number: 1, fault: { ...fault, worked: false } },
        { on: 'asyncscan', number: 2, fault: { ...fault, worked: true } },
      ),
    );
    const submit = () => prepare('/green/image/asyncscan', bodyOf())();
    const [kept, passed] = [await submit(), await submit()];
    expect({ ...passed, type: '' }).toEqual({ ...kept, type: '' });
    const { status, body } = replacementOf(answer);
    expect(kept).toMatchObject({ status, text: body });
    // None of them can be told for Green's, whose answers all have a request ID.
    expect(parsed(kept.text)).not.toMatchObject({ requestId: expect.anything() });
    expect(parsed(kept.text)).not.toMatchObject({ RequestId: expect.anything() });
    const [before, after] = green.ledger.calls;
    expect(before).toMatchObject({ fault: `middlebox-${answer}`, accepted: 0, admitted: false });
    expect(after).toMatchObject({ fault: `middlebox-${answer}-worked`, accepted: 1, admitted: true });
    expect(after?.code, 'the caller has no code of Green').toBeUndefined();
    expect(green.ledger.images).toHaveLength(1);
  });

  test('has a clock of its own', async () => {
    const fault = { kind: 'middlebox', answer: 'html-502', worked: false, skewMs: -3_600_000 } as const;
    const { url } = await bench.start(script({ on: 'results', number: 1, fault }));
    const answer = await fetch(`${url}/green/image/results`, { method: 'POST', body: '["x"]' });
    expect(Date.parse(answer.headers.get('date') ?? '')).toBeLessThan(Date.now() - 3_500_000);
  });
});

describe('an outage', () => {
  const codes = [500, 503, 580, 581, 585, 591];
  test.each(codes)(
    'of the query: every entry says %i for its time, and the task is done all the same',
    async (code) => {
      let now = Date.now();
      const clock = { now: () => now, after: () => () => {} };
      const fault = { kind: 'entry-codes', code, msg: 'DOWN' } as const;
      const { green, submit, ask } = await bench.start({
        ...script({ on: 'results', fromMs: 1_000, untilMs: 9_000, fault }),
        clock,
      });
      const { json } = await submit({ now });
      const [{ taskId }] = json.data;
      await expect.poll(() => green.ledger.images[0]?.state).toBe('billed');
      const look = async () => (await ask([taskId], { now })).json;
      expect((await look()).data[0].code).toBe(200);
      now += 1_000;
      expect(await look()).toMatchObject({ code: 200, data: [{ code, msg: 'DOWN', taskId, dataId: 'mine' }] });
      expect((await look()).data[0].results).toBeUndefined();
      now += 7_999;
      expect((await look()).data[0].code).toBe(code);
      now += 1;
      expect((await look()).data[0]).toMatchObject({ code: 200, results: [{ scene: 'ocr' }] });
      expect(green.ledger.summary()).toMatchObject({ billed: 1, faults: { [`entry-codes-${code}`]: 3 } });
    },
  );

  test('of the query concerns chosen tasks only, where it is scripted for them', async () => {
    let now = Date.now();
    const clock = { now: () => now, after: () => () => {} };
    const fault = { kind: 'query-trouble', code: 503, msg: 'DOWN', forMs: 5_000 } as const;
    const { submit, ask, bodyOf } = await bench.start({ ...script({ on: 'task', number: 2, fault }), clock });
    const { json } = await submit({ now }, bodyOf(['a', 'b', 'c']));
    const ids = json.data.map(({ taskId }: { taskId: string }) => taskId);
    const look = async () => (await ask(ids, { now })).json.data.map((entry: { code: number }) => entry.code);
    await expect.poll(look, { interval: 150 }).toEqual([200, 503, 200]);
    now += 5_000;
    expect(await look()).toEqual([200, 200, 200]);
  });

  test('of one operation leaves the other alone', async () => {
    const refused = { kind: 'gateway-code', code: 'ServiceUnavailable', worked: false } as const;
    const first = await bench.start(script({ on: 'results', fromMs: 0, fault: refused }));
    expect((await first.ask(['x'])).json).toMatchObject({ Code: 'ServiceUnavailable', RequestId: expect.any(String) });
    expect((await first.submit()).json).toMatchObject({ code: 200, data: [{ code: 200 }] });
    const down = { kind: 'top-code', code: 503, msg: 'DOWN', worked: false } as const;
    const second = await bench.start(script({ on: 'asyncscan', fromMs: 0, fault: down }));
    expect((await second.submit()).json).toEqual({ code: 503, msg: 'DOWN', requestId: expect.any(String) });
    expect((await second.ask(['x'])).json).toMatchObject({ code: 200 });
    expect(second.green.ledger.images).toEqual([]);
  });

  test.each([
    ['top-code', { kind: 'top-code', code: 581, msg: 'TIMEOUT', worked: true }, { code: 581 }],
    ['gateway-code', { kind: 'gateway-code', code: 'InternalError', worked: true }, { Code: 'InternalError' }],
    ['entry-codes', { kind: 'entry-codes', code: 591, msg: 'FULL', unnamed: true }, { data: [{ code: 591 }] }],
  ] as const)('of the submission may come after its work: %s', async (_, fault, seen) => {
    const { green, submit } = await bench.start(script({ on: 'asyncscan', number: 1, fault }));
    const { json } = await submit();
    expect(json).toMatchObject(seen);
    expect(JSON.stringify(json)).not.toContain('taskId');
    await expect.poll(() => green.ledger.summary().billed).toBe(1);
  });
});

describe('on its way', () => {
  test('an answer is late, the call was carried out at once', async () => {
    const fault = { kind: 'late-answer', forMs: 400 } as const;
    const { green, submit } = await bench.start(script({ on: 'asyncscan', number: 1, fault }));
    const startedAt = Date.now();
    expect((await submit()).json).toMatchObject({ code: 200 });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(395);
    expect((green.ledger.images[0]?.at ?? 0) - startedAt).toBeLessThan(395);
  });

  test('a call is held up: a copy that overtakes it is taken, and it is refused when it arrives', async () => {
    const fault = { kind: 'late-arrival', forMs: 600 } as const;
    const { green, prepare, bodyOf } = await bench.start(script({ on: 'asyncscan', number: 1, fault }));
    const send = prepare('/green/image/asyncscan', bodyOf());
    const first = send();
    await expect.poll(() => green.ledger.calls).toHaveLength(1);
    expect((await send({ connection: 'close' })).text).toContain('"code":200');
    expect((await first).text).toContain('SignatureNonceUsed');
    expect(green.ledger.images).toHaveLength(1);
  });
});

describe('a download that is said to have failed', () => {
  const failure = { kind: 'download-failure' } as const;
  const cases = [
    ['never asked for', failure, 480, 'no', 0],
    ['half fetched', { ...failure, code: 592, fetched: 'half' }, 592, 'half', 0],
    ['fetched whole', { ...failure, fetched: 'whole' }, 480, 'whole', 0],
    ['fetched whole and billed', { ...failure, code: 592, fetched: 'whole', billed: true }, 592, 'whole', 1],
  ] as const;
  test.each(cases)('was in truth %s', async (_, fault, code, fetched, billed) => {
    const { green, submit, imagePath } = await bench.start(script({ on: 'task', number: 1, fault }));
    await submit();
    await expect.poll(() => green.ledger.images[0]?.code).toBe(code);
    expect(green.ledger.images[0]).toMatchObject({ fetched, state: billed ? 'billed' : 'void' });
    expect(bench.images.fetched.filter((path) => path === imagePath)).toHaveLength(fetched === 'no' ? 0 : 1);
    expect(green.ledger.summary().billed).toBe(billed);
    await submit();
    await expect.poll(() => green.ledger.summary().open).toBe(0);
    expect(green.ledger.submittedAgain(), 'another submission of what was fetched shows').toHaveLength(
      fetched === 'no' ? 0 : 1,
    );
  });
});

describe('a reply', () => {
  const sized = [
    ['deep', 5_000, 10_000],
    ['long-code', 15_000_000, 15_000_000],
    ['long-message', 350_000, 350_000],
    ['long-number', 20_000, 20_000],
    ['long-error', 350_000, 350_000],
    ['blanks', 350_000, 350_000],
    ['not-json', 1_000, 1_000],
    ['many-entries', 5_000, 100_000],
  ] as const;
  test.each(sized)('%s of %i is sent whole, after the work', async (how, size, atLeast) => {
    const fault = { kind: 'odd-reply', how, size } as const;
    const { green, prepare, bodyOf } = await bench.start(script({ on: 'asyncscan', number: 1, fault }));
    const { text } = await prepare('/green/image/asyncscan', bodyOf())();
    expect(text.length).toBeGreaterThanOrEqual(atLeast);
    expect(green.ledger.calls).toMatchObject([{ fault: `odd-reply-${how}`, accepted: 1, code: 'odd' }]);
  });

  test.each([
    ['deep', 6_000, /\[{6000}\]{6000}/],
    ['digits', 20_000, /"9{20000}"/],
    ['long-text', 50_000, /长{50000}/],
  ] as const)('holds fields that are %s, beside a neighbour that is well', async (how, size, pattern) => {
    const { submit, green, prepare, bodyOf } = await bench.start(
      script({ on: 'task', number: 1, fault: { kind: 'odd-result', how, size } }),
    );
    const { json } = await submit({}, bodyOf(['odd', 'well']));
    await expect.poll(() => green.ledger.summary().billed).toBe(2);
    const ids = JSON.stringify(json.data.map(({ taskId }: { taskId: string }) => taskId));
    const { text } = await prepare('/green/image/results', ids)();
    expect(text).toMatch(pattern);
    expect(JSON.parse(text).data[1]).toMatchObject({
      dataId: 'well',
      results: [{ bankCardInfo: { bankCardNum: '6222' } }],
    });
  });
});

describe('an account whose tasks with a callback cannot be asked for', () => {
  const callback = { callback: 'http://127.0.0.1:9/callback', seed: 'aabbcc123' };
  test.each([
    ['queryable', 200],
    ['expired', 594],
    ['not-found', 404],
    ['processing', 280],
  ] as const)('%s', async (callbackTasks, code) => {
    const { green, submit, ask, bodyOf } = await bench.start({ accounts: [{ ...account, callbackTasks }] });
    const idOf = async (body: string) => (await submit({}, body)).json.data[0].taskId;
    const told = await idOf(bodyOf(['told'], callback));
    const asked = await idOf(bodyOf(['asked']));
    await expect.poll(() => green.ledger.summary().billed).toBe(2);
    const { json } = await ask([told, asked]);
    expect(json.data).toMatchObject([
      { taskId: told, code },
      { taskId: asked, code: 200 },
    ]);
  });
});
