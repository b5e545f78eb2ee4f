import { describe, expect, test } from 'vitest';
import { ems, escapeXml, wrap } from './svg.ts';

describe('wrap', () => {
  test('keeps rows within the limit and loses nothing', () => {
    const address = '江苏省苏州市虎丘区云溪北路266号翠湖名邸18幢4单元2303';
    const rows = wrap(address, 11.3);
    expect(rows.join('')).toBe(address);
    for (const row of rows) expect(ems(row)).toBeLessThanOrEqual(11.3);
  });

  test('never parts a number', () => {
    expect(wrap('春晓路12345号', 5)).toEqual(['春晓路', '12345号']);
  });

  test('lets a closing mark hang instead of starting a row with it', () => {
    expect(wrap('文具用品零售。', 6)).toEqual(['文具用品零售。']);
  });
});

describe('escapeXml', () => {
  test('makes a machine-readable line safe', () => {
    expect(escapeXml('P<UTO & "x"')).toBe('P&lt;UTO &amp; &quot;x&quot;');
  });
});
