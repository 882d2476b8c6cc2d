import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellArgument, shellLine } from '../../../src/base/shell-text.js';
import { revokeCommands, rotateCommand } from '../../../src/output/response/contain.js';
import { investigateEvidence, investigateSignal } from '../../../src/output/response/investigate.js';
import { suppressionFor } from '../../../src/output/response/suppress.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import { applySuppressions } from '../../../src/rule/suppression/apply-suppressions.js';
import { parseSuppressions } from '../../../src/rule/suppression/parse-suppressions.js';
import { HOSTILE_CASES, madeEvidence, madeSignal } from '../made-run.js';
import { runs } from '../../support/thorough.js';

const ROLE = 'arn:aws:sts::111122223333:assumed-role/deploy';

const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);

/** What each line gives a program as arguments; `aws` and `trailspike` print them instead of doing anything. */
function argumentsOf(text: string): string[][] {
  const print = `{ printf '%s\\0' "$@"; printf '\\1'; }`;
  const script = `aws() ${print}\ntrailspike() ${print}\n${text}\n`;
  const out = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
  return out
    .split('\u0001')
    .slice(0, -1)
    .map((line) => line.split('\0').slice(0, -1));
}

describe('a shell gets every argument as it is', () => {
  const wellFormed = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .filter((text) => isWellFormed(text) && !text.includes('\0'));

  test('whatever it contains, and the line itself is safe to paste', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            wellFormed,
            fc
              .string({ unit: 'binary', maxLength: 20 })
              .filter((text) => isWellFormed(text) && !text.includes('\0') && !text.includes('\u0001')),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        (texts) => {
          const line = shellLine(['aws', ...texts]);
          expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
          expect(argumentsOf(line)).toEqual([texts]);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  test.each(HOSTILE_CASES)('hostile: %j', (_, text) => {
    const short = text
      .slice(0, 2000)
      .replaceAll('\0', '')
      .replace(/\p{Cs}/gu, '?');
    expect(argumentsOf(`aws ${shellArgument(short)}`)).toEqual([[short]]);
  });
});

describe('a suppression', () => {
  const suppresses = (
    identities: readonly string[],
    other: readonly string[],
    rule = BUILT_IN_RULE,
  ): boolean => {
    const of = { id: rule.id, name: rule.name };
    const { text } = suppressionFor(madeSignal({ rule: of, identities }, identities[0]));
    const [suppression] = parseSuppressions(text, 'made');
    const next = madeSignal({ rule: of, identities: other }, other[0]);
    return applySuppressions([suppression!], rule, [next], {}).signals[0]!.suppressed !== null;
  };

  test('marks the next signal of the role, whatever its session is called', () => {
    expect(suppresses([`${ROLE}/one`], [`${ROLE}/two`])).toBe(true);
    expect(suppresses([`${ROLE}/one`], ['arn:aws:sts::111122223333:assumed-role/deploy-2/one'])).toBe(false);
  });

  test('of a person marks that person alone', () => {
    const sso = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef';
    expect(suppresses([`${sso}/ann@example.com`], [`${sso}/ann@example.com`])).toBe(true);
    expect(suppresses([`${sso}/ann@example.com`], [`${sso}/bob@example.com`])).toBe(false);
  });

  test('of a spread theft marks each of its identities, and is for its rule only', () => {
    expect(suppresses(['arn:a', 'arn:b'], ['arn:b'])).toBe(true);
    expect(suppresses(['arn:a'], ['arn:a'], { ...BUILT_IN_RULE, id: 'other rule: (a)' })).toBe(true);
    const { text } = suppressionFor(madeSignal({ rule: { id: 'x', name: 'x' } }));
    const applied = applySuppressions(parseSuppressions(text, 'made'), BUILT_IN_RULE, [madeSignal()], {});
    expect(applied.uses[0]!.forThisRule).toBe(false);
  });

  test.each(HOSTILE_CASES)('of an identity with a hostile name: %j', (_, text) => {
    const key = `k${text}`.slice(0, 3000).replace(/\p{Cs}/gu, '?');
    expect(suppresses([key], [key])).toBe(true);
  });
});

describe('commands that contain', () => {
  test('revoke what a role issued before now', () => {
    const [command] = revokeCommands({ identities: [`${ROLE}/one`, `${ROLE}/two`] }, []);
    const [line] = argumentsOf(command!.text);
    const at = line!.indexOf('--policy-document');
    expect(line!.slice(0, at)).toEqual([
      'iam',
      'put-role-policy',
      '--role-name',
      'deploy',
      '--policy-name',
      'AWSRevokeOlderSessions',
    ]);
    const policy = JSON.parse(line![at + 1]!) as {
      Statement: { Effect: string; Condition: { DateLessThan: Record<string, string> } }[];
    };
    expect(policy.Statement[0]!.Effect).toBe('Deny');
    expect(Date.parse(policy.Statement[0]!.Condition.DateLessThan['aws:TokenIssueTime']!)).toBeGreaterThan(
      Date.parse('2026-01-01'),
    );
    expect(revokeCommands({ identities: [`${ROLE}/one`, `${ROLE}/two`] }, [])).toHaveLength(1);
  });

  test('disable the long-term keys of a user, and say where neither is possible', () => {
    const { accessKeys } = madeEvidence(madeSignal());
    const [user] = revokeCommands({ identities: ['arn:aws:iam::111122223333:user/path/ann'] }, accessKeys);
    expect(argumentsOf(user!.text)).toEqual([
      [
        'iam',
        'update-access-key',
        '--user-name',
        'ann',
        '--status',
        'Inactive',
        '--access-key-id',
        'AKIAIOSFODNN7EXAMPLE',
      ],
    ]);
    const [person] = revokeCommands(
      { identities: ['arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_01/ann'] },
      [],
    );
    expect(person!.text).toContain('IAM Identity Center');
    expect(argumentsOf(person!.text)).toEqual([]);
    expect(argumentsOf(revokeCommands({ identities: ['some service'] }, [])[0]!.text)).toEqual([]);
  });

  test('rotate every item, by its ARN where it is known, in its region', () => {
    const items = [
      {
        key: 'eu-west-1:111122223333:app/db',
        id: 'app/db',
        arn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-AbCdEf',
      },
      { key: "us-east-1:111122223333:it's", id: '', arn: null },
    ];
    expect(argumentsOf(rotateCommand(items, 'secretsmanager')!.text)).toEqual([
      ['secretsmanager', 'rotate-secret', '--region', 'eu-west-1', '--secret-id', items[0]!.arn],
      ['secretsmanager', 'rotate-secret', '--region', 'us-east-1', '--secret-id', "it's"],
    ]);
    expect(argumentsOf(rotateCommand(items.slice(1), 'ssm')!.text)[0]).toEqual([
      'ssm',
      'put-parameter',
      '--region',
      'us-east-1',
      '--overwrite',
      '--name',
      "it's",
      '--value',
      'NEW VALUE',
    ]);
    expect(rotateCommand(items, null)).toBeUndefined();
    expect(rotateCommand([], 'secretsmanager')).toBeUndefined();
  });
});

test('commands that investigate name the sources, the signal, its addresses and its keys', () => {
  const place = { sources: ['s3://trail', 'file:///data/my%20trail'], out: '/tmp/find ings' };
  const signal = madeSignal();
  expect(argumentsOf(investigateSignal(signal, place).text)).toEqual([
    ['investigate', 's3://trail', '/data/my trail', '--signal', signal.id, '--out', '/tmp/find ings'],
  ]);
  const texts = investigateEvidence(signal, madeEvidence(signal), place).map(
    ({ text }) => argumentsOf(text)[0]!,
  );
  const within = ['--from', '2026-02-28T12:00:00Z', '--to', '2026-03-02T12:30:00Z'];
  expect(texts).toEqual([
    ['investigate', 's3://trail', '/data/my trail', '--ip', '203.0.113.9', ...within],
    ['investigate', 's3://trail', '/data/my trail', '--access-key', 'AKIAIOSFODNN7EXAMPLE', ...within],
  ]);
});
