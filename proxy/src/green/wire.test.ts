import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCallback, parseEnvelope, parseResults, parseSubmission } from './wire.ts';

const task = (n: number) => ({ dataId: `scan-${n}`, url: `https://images.example.test/${n}` });
const tasks = [task(1), task(2), task(3)];
const submission = (...data: unknown[]) => Object.fromEntries(parseSubmission(tasks, data));
const accepted = (n: number) => ({ kind: 'accepted', taskId: `img-${n}` });
const unknown = { kind: 'unknown' };

describe('whose answer it is', () => {
  test('goes by dataId, in any order', () => {
    const entry = (n: number) => ({ code: 200, dataId: `scan-${n}`, taskId: `img-${n}` });
    expect(submission(entry(3), entry(1), entry(2))).toEqual({
      'scan-1': accepted(1),
      'scan-2': accepted(2),
      'scan-3': accepted(3),
    });
  });

  test('goes by address where no dataId came back', () => {
    const entry = (n: number) => ({ code: '200', url: task(n).url, taskId: `img-${n}` });
    expect(submission(entry(2), entry(1))).toEqual({ 'scan-1': accepted(1), 'scan-2': accepted(2), 'scan-3': unknown });
  });

  test('goes by place where neither came back and every other entry stands at its place', () => {
    expect(
      submission(
        { code: 200, taskId: 'img-1' },
        { code: 200, dataId: 'scan-2', taskId: 'img-2' },
        { code: 200, taskId: 'img-3' },
      ),
    ).toEqual({
      'scan-1': accepted(1),
      'scan-2': accepted(2),
      'scan-3': accepted(3),
    });
  });

  test.each([
    [
      'the number differs',
      [
        { code: 200, taskId: 'img-1' },
        { code: 200, taskId: 'img-2' },
      ],
    ],
    [
      'another stands elsewhere',
      [
        { code: 200, taskId: 'img-1' },
        { code: 200, dataId: 'scan-3', taskId: 'img-2' },
        { code: 200, taskId: 'img-3' },
      ],
    ],
    [
      'another is not ours',
      [
        { code: 200, taskId: 'img-1' },
        { code: 200, dataId: 'other', taskId: 'img-2' },
        { code: 200, taskId: 'img-3' },
      ],
    ],
  ])('is unknown without a name when %s', (_, data) => {
    expect(submission(...data)['scan-1']).toEqual(unknown);
  });

  test('is unknown when two entries contradict each other, and not when they agree', () => {
    const entry = { code: 200, dataId: 'scan-1', taskId: 'img-1' };
    expect(submission(entry, { ...entry, taskId: 'img-9' })['scan-1']).toEqual(unknown);
    expect(submission(entry, entry)['scan-1']).toEqual(accepted(1));
  });

  test('never gives a task ID to two scans, whatever the answer', () => {
    const anyEntry = fc.record(
      {
        code: fc.constantFrom<unknown>(200, '200', 280, 588, 500, null, 'x'),
        dataId: fc.constantFrom<unknown>('scan-1', 'scan-2', 'scan-3', 'other', '', 7),
        url: fc.constantFrom<unknown>(...tasks.map(({ url }) => url), 'https://elsewhere.test', null),
        taskId: fc.constantFrom<unknown>('img-1', 'img-2', 'img-3', 'img-4', '', 0),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(anyEntry, fc.jsonValue()), { maxLength: 5 }), (data) => {
        const answers = parseSubmission(tasks, data);
        expect([...answers.keys()]).toEqual(tasks.map(({ dataId }) => dataId));
        for (const [dataId, answer] of answers) {
          if (answer.kind !== 'accepted') continue;
          const sources = data.filter(
            (entry) =>
              typeof entry === 'object' && entry !== null && 'taskId' in entry && entry.taskId === answer.taskId,
          );
          const foreign = sources.every(
            (entry) =>
              typeof entry === 'object' &&
              entry !== null &&
              'dataId' in entry &&
              typeof entry.dataId === 'string' &&
              entry.dataId !== '' &&
              entry.dataId !== dataId,
          );
          expect(sources.length).toBeGreaterThan(0);
          expect(foreign).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a submission says about a task', () => {
  test.each([
    [{ code: 200 }, unknown],
    [{ taskId: 'img-1' }, unknown],
    [{ code: 280, taskId: 'img-1' }, accepted(1)],
    [{ code: 500, taskId: 'img-1' }, accepted(1)],
    [
      { code: 400, taskId: 'img-1' },
      { kind: 'failed', code: 'green-refused', greenCode: '400', attempts: 1 },
    ],
    [{ code: 500 }, unknown],
    [{ code: 12345 }, unknown],
  ])('%j', (entry, answer) => {
    expect(submission({ dataId: 'scan-1', ...entry })['scan-1']).toEqual(answer);
  });
});

describe('what a result says', () => {
  const result = (entry: Record<string, unknown>) => parseResults(['t'], [{ taskId: 't', ...entry }]).get('t');
  const ocr = (item: Record<string, unknown>) => result({ code: 200, results: [item] });

  test('takes the OCR result wherever it stands, and in either form of extras', () => {
    const info = { vin: 'LSVAA', rate: '99.1' };
    const found = { kind: 'done', recognised: true, raw: info };
    const item = { scene: 'ocr', label: 'ocr', suggestion: 'review', rate: 99.91, vehicleVinInfo: info };
    for (const extras of [{ card: 'vehicle-vin' }, [{ card: 'vehicle-vin' }], '{}', undefined]) {
      expect(result({ code: '200', extras, results: [{ scene: 'porn', label: 'normal' }, item] })).toEqual(found);
    }
    expect(result({ code: 200, results: item })).toEqual(found);
  });

  test.each([
    [{ scene: 'ocr', label: 'normal', suggestion: 'pass' }, false, {}],
    [{ scene: 'ocr', suggestion: 'pass', idCardInfo: { name: '' } }, false, { name: '' }],
    [{ scene: 'ocr', suggestion: 'review', idCardInfo: { name: '' } }, true, { name: '' }],
    [{ scene: 'ocr', label: 'neu', idCardInfo: { name: '何' } }, true, { name: '何' }],
    [
      { scene: 'ocr', ocrCardInfo: { type: 'household-head', address: '' } },
      false,
      { type: 'household-head', address: '' },
    ],
    [{ scene: 'ocr', label: 'ocr', idCardInfo: 'broken' }, true, {}],
    [{ scene: 'ocr', label: 'ocr', otherInfo: { a: 1 }, idCardInfo: { name: '何' } }, true, { name: '何' }],
    [{ label: 'ocr', freshInfo: { a: 1 } }, true, { a: 1 }],
    [{ scene: 'face', label: 'ocr', idCardInfo: { name: '何' } }, false, {}],
  ])('%j', (item, recognised, raw) => {
    expect(ocr(item)).toEqual({ kind: 'done', recognised, raw });
  });

  test('does not take half an entry for a result', () => {
    expect(result({ code: 200 })).toEqual(unknown);
    expect(result({ results: [] })).toEqual(unknown);
    expect(result({ code: 594 })).toEqual({
      kind: 'failed',
      code: 'green-expired',
      greenCode: '594',
      attempts: 1,
      repeated: true,
    });
  });

  test('says where a failure may be the question’s and not the task’s', () => {
    const unsure = [
      400, 408, 411, 480, 500, 503, 580, 581, 585, 586, 587, 588, 589, 591, 592, 594, 595, 596, 777,
    ].filter((code) => {
      const found = result({ code });
      return found?.kind === 'failed' && found.unsure === true;
    });
    expect(unsure).toEqual([408, 411, 500, 503, 580, 581, 585, 588, 591, 596, 777]);
  });

  test('is of the task it names, not of its place', () => {
    const entry = (taskId: string) => ({ code: 280, taskId });
    expect(parseResults(['a', 'b'], [entry('b'), entry('x')])).toEqual(
      new Map([
        ['a', unknown],
        ['b', { kind: 'pending' }],
      ]),
    );
  });
});

describe('callbacks', () => {
  const element = { code: 200, dataId: 'scan-1', taskId: 'img-1', results: [{ scene: 'ocr', label: 'normal' }] };
  const item = { dataId: 'scan-1', taskId: 'img-1', result: { kind: 'done', recognised: false, raw: {} } };

  test('come as one element or as several', () => {
    expect(parseCallback(JSON.stringify(element))).toEqual([item]);
    expect(parseCallback(JSON.stringify([element, element]))).toEqual([item, item]);
  });

  test('without a result of the scene tells of its task alone', () => {
    for (const results of [[], [{ scene: 'porn', label: 'normal' }]]) {
      const content = JSON.stringify({ code: 200, msg: 'OK', dataId: 'd', taskId: 't', results });
      expect(parseCallback(content)).toEqual([{ dataId: 'd', taskId: 't', result: { kind: 'unknown' } }]);
    }
  });

  test.each(['', 'null', '[]', '{"code":200}', '[1,"a",null,[]]', '{"dataId":', '{"dataId":7}'])(
    '%j says nothing',
    (content) => {
      expect(parseCallback(content)).toEqual([]);
    },
  );
});

describe('any bytes', () => {
  test('are read or called unreadable, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(['gateway', 'service', 'unreadable']).toContain(parseEnvelope(text).kind);
        parseCallback(text);
      }),
      { numRuns: 300 },
    );
  });
});
