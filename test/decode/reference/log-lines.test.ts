import { describe, expect, test } from 'vitest';
import { isLogLines, splitLogLines } from '../../../src/decode/reference/log-lines.js';
import { decodeBoth } from '../decode-both.js';
import { EVERYTHING, RETRIEVALS } from '../decode-all.js';

const ALL = { most: Infinity };

const record = (eventID: string): string =>
  JSON.stringify({
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    eventTime: '2026-04-06T08:00:00Z',
    eventID,
    userIdentity: { type: 'Root' },
    requestParameters: { secretId: 'a } b { c' },
  });

describe('lines of a log', () => {
  test.each([
    ['a time', `2026-04-06T08:00:00.000Z ${record('1')}`, true],
    ['a time in brackets', `[06/Apr/2026] ${record('1')}`, true],
    ['a date in brackets behind a byte order mark', `\ufeff[2026-04-06] ${record('1')}`, true],
    ['syslog', `<14>Apr  6 host: ${record('1')}`, true],
    ['a comment in a line of its own', `# taken in April\n${record('1')}`, true],
    ['JSON', record('1'), false],
    ['a list', `[${record('1')}]`, false],
    ['a text and JSON', `"a"\n${record('1')}`, false],
    ['a number and JSON', `0\n${record('1')}`, false],
    ['numbers and literals behind a byte order mark', `\ufeff1 true null\n[${record('1')}]`, false],
    ['no object', '2026-04-06T08:00:00.000Z started', false],
    ['nothing', '', false],
  ])('%s: %#', (_, text, expected) => {
    expect(isLogLines(Buffer.from(text))).toBe(expected);
  });

  test('all objects of all lines are found, and damage in one keeps the others', () => {
    const lines = [
      `t1 ${record('1')} and ${record('2')} end`,
      'no object here',
      `t2 {"eventID":"cut`,
      `t3 ${JSON.stringify(JSON.parse(record('3')), null, 2)}`,
    ];
    const bytes = Buffer.from(lines.join('\r\n'));
    const whole = splitLogLines(Buffer.from(lines.filter((_, index) => index !== 2).join('\n')), ALL);
    expect(whole.failure).toBeNull();
    expect([...whole.records]).toHaveLength(3);
    // The text that is not closed takes the beginning of the next line with it.
    const damaged = splitLogLines(bytes, ALL);
    expect(damaged.failure).not.toBeNull();
    expect(
      [...damaged.records].slice(0, 2).map(({ start, end }) => bytes.toString('utf8', start, end)),
    ).toEqual([record('1'), record('2')]);
  });

  test('both decoders give the same', () => {
    const text = Buffer.from(
      `2026-04-06T08:00:00.000Z ${record('1')}\n2026-04-06T08:00:01.000Z ${record('2')}\n`,
    );
    const { fast, reference } = decodeBoth(text, { ...EVERYTHING, selection: RETRIEVALS });
    expect(fast).toEqual(reference);
    expect(reference.retrievals).toHaveLength(2);
  });
});
