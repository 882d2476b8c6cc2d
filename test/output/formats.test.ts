import { describe, expect, test } from 'vitest';
import { ownsFile } from '../../src/output/formats/output-format.js';
import {
  DEFAULT_FORMATS,
  formatNames,
  formatsNamed,
  OUTPUT_FORMATS,
  refuseUnevaluated,
} from '../../src/output/formats/registry.js';
import { describeFormat } from './format-suite.js';

for (const format of OUTPUT_FORMATS) describeFormat(format);

describe('the registry', () => {
  test('has each name once, and at least one default format', () => {
    const names = OUTPUT_FORMATS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(DEFAULT_FORMATS.length).toBeGreaterThan(0);
  });

  test('gives formats in its own order, each once', () => {
    const reversed = OUTPUT_FORMATS.map(({ name }) => name).reverse();
    expect(formatNames([...reversed, ...reversed])).toEqual([...reversed].reverse());
    expect(formatsNamed(reversed)).toEqual(OUTPUT_FORMATS);
    expect(formatNames([])).toEqual([]);
  });

  test.each(['no-such-format', '', 'Signals', 'signals ', '__proto__', 'toString', '\u001b[2J'])(
    'refuses the name %j',
    (name) => {
      const names = (): unknown => formatNames(['summary', name]);
      const all = OUTPUT_FORMATS.map((format) => format.name).join(', ');
      expect(names).toThrow(`there is no output format ${JSON.stringify(name)}`);
      expect(names).toThrow(expect.objectContaining({ code: 'E_USAGE', hint: `the formats are ${all}` }));
    },
  );

  test('refuses a format that shows signals for a run that looks for none', () => {
    refuseUnevaluated(['summary', 'latency']);
    expect(() => refuseUnevaluated(['summary', 'report'])).toThrow(/report shows signals/);
  });
});

test.each([
  ['a.json', 'a.json', true],
  ['a.json', 'a.json.bak', false],
  ['a.json', 'xa.json', false],
  ['a-*.txt', 'a-b.txt', true],
  ['a-*.txt', 'a-.txt', true],
  ['a-*.txt', 'a.txt', false],
  ['a-*.txt', 'a-b.txt.unfinished', false],
  ['a-*.txt', 'a-/b.txt', false],
  ['a-*a-', 'a-', false],
  ['a*', 'a', true],
])('the pattern %s and the name %s: %j', (pattern, name, owns) => {
  expect(ownsFile({ files: [pattern] }, name)).toBe(owns);
});
