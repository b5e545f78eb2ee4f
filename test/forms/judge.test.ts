import { describe, expect, test } from 'vitest';
import { judge, judgeUndo, worst } from './judge.mjs';

const nothing = { held: {}, form: {}, screen: { values: [''], words: 'Birthday' } };
const seen = (value: string) => ({
  held: { birth: value },
  form: { birth: value },
  screen: { values: [value], words: '' },
});
const silent = { filled: [], skipped: [], missing: [] };

const run = (changes: object) => ({
  wants: [{ key: 'birth', path: 'birth', values: ['1949-12-31'], isExact: false }],
  left: [],
  before: nothing,
  after: nothing,
  undone: nothing,
  report: silent,
  kept: [],
  ...changes,
});

describe('a filling is judged by what the page holds', () => {
  test('right where held, sent and seen', () => {
    expect(judge(run({ after: seen('1949-12-31') })).verdict).toBe('right');
  });

  test('by meaning: signs between digits do not count, unless the page asks for them', () => {
    expect(judge(run({ after: seen('1949/12/31') })).verdict).toBe('right');
    const wants = [{ key: 'birth', path: 'birth', values: ['31.12.1949'], isExact: true }];
    expect(judge(run({ wants, after: seen('31/12/1949') })).verdict).toBe('wrong');
  });

  test('a day off is wrong, however the product tells it', () => {
    const after = seen('1949-12-30');
    const filled = [{ path: 'birth', value: '1949-12-31' }];
    expect(judge(run({ after, report: { ...silent, filled } })).verdict).toBe('wrong');
    expect(judge(run({ after, report: { ...silent, missing: [{ path: 'birth' }] } })).verdict).toBe('wrong');
  });

  test('told to be filled, and not held: silently wrong', () => {
    const filled = [{ path: 'birth', value: '1949-12-31' }];
    expect(judge(run({ report: { ...silent, filled } }))).toMatchObject({ verdict: 'wrong' });
  });

  test('not filled and nothing told: silently wrong', () => {
    expect(judge(run({})).verdict).toBe('wrong');
  });

  test('not filled, nothing left behind, and told: reported', () => {
    expect(judge(run({ report: { ...silent, skipped: [{ path: 'birth', reason: 'refused' }] } })).verdict).toBe(
      'reported',
    );
    expect(judge(run({ report: { ...silent, missing: [{ path: 'birthDate' }] } })).verdict).toBe('reported');
  });

  test('told not to be filled, but a text is left to be seen: silently wrong', () => {
    const after = { held: {}, form: {}, screen: { values: ['19/49/1231'], words: '' } };
    expect(judge(run({ after, report: { ...silent, missing: [{ path: 'birth' }] } })).verdict).toBe('wrong');
  });

  test('held by the page, but a submit sends another, or nobody sees it: silently wrong', () => {
    const after = seen('1949-12-31');
    expect(judge(run({ after: { ...after, form: { birth: '' } } })).verdict).toBe('wrong');
    expect(judge(run({ after: { ...after, screen: nothing.screen } })).verdict).toBe('wrong');
  });

  test("another person's field is right only where it was left alone", () => {
    const left = ['birth'];
    expect(judge(run({ wants: [], left })).verdict).toBe('right');
    expect(judge(run({ wants: [], left, after: seen('1949-12-31') })).verdict).toBe('wrong');
  });

  test('a page that ends in an error is silently wrong', () => {
    expect(judge({ error: 'no end' }).verdict).toBe('wrong');
  });

  test('a control is as good as its worst run', () => {
    expect(worst([{ verdict: 'right' }, { verdict: 'reported' }]).verdict).toBe('reported');
    expect(worst([{ verdict: 'reported' }, { verdict: 'wrong' }, { verdict: 'right' }]).verdict).toBe('wrong');
  });
});

describe('undoing is judged by what is back', () => {
  test('as before: undone, where null and an empty text are the same', () => {
    const after = seen('1949-12-31');
    expect(judgeUndo(run({ after, undone: { ...nothing, held: { birth: null } } })).verdict).toBe('undone');
  });

  test('something stays: silently, or said so', () => {
    const after = seen('1949-12-31');
    expect(judgeUndo(run({ after, undone: after })).verdict).toBe('wrong');
    expect(judgeUndo(run({ after, undone: after, kept: [{ path: 'birth' }] })).verdict).toBe('kept');
  });
});
