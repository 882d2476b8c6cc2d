import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../../src/model/errors.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import { checkRule } from '../../../src/rule/parse-rule.js';
import { PACK_NAMES, packOf, packRules } from '../../../src/rule/packs/packs.js';
import type { Rule } from '../../../src/rule/rule.js';
import { selectionOf } from '../../../src/rule/select-events.js';
import { directoryWriter } from '../../../src/simulate/directory-writer.js';
import { simulate } from '../../../src/simulate/simulate.js';
import { decodeAll } from '../../decode/decode-all.js';
import { noRealRecords, realRecords } from '../../support/real-records.js';
import { scanTo } from '../../support/run-output.js';
import { describeUnless } from '../../support/skipping.js';
import { temporaryFolder } from '../../support/temporary.js';

const FOLDER = join(import.meta.dirname, '../../../src/rule/packs');
const ALL = PACK_NAMES.flatMap((name) => packRules(name));
const ruleNamed = (id: string): Rule => ALL.find((rule) => rule.id === `trailspike-${id}`)!;

describe('packs', () => {
  test('are four, and another name is refused with their names', () => {
    expect(PACK_NAMES).toEqual(['credentials', 'identity', 'data', 'destruction']);
    expect(() => packRules('credential')).toThrow(TrailspikeError);
    expect(() => packOf('toString')).toThrow('no pack of rules "toString"');
    expect(packRules('credentials')[0]).toBe(BUILT_IN_RULE);
  });

  test('have every file of the folder, and no two rules with one id or name', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
    expect(ALL).toHaveLength(files.length + 1);
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
    for (const file of files) {
      const { rule, issues } = checkRule(readFileSync(join(FOLDER, file), 'utf8'), file);
      expect(issues).toEqual([]);
      expect(rule).toEqual(ruleNamed(file.replace('.json', '')));
    }
  });

  test.each(ALL.map((rule) => [rule.id, rule] as const))(
    '%s says its tactic, technique and what to do',
    (_, rule) => {
      const { tactic, technique } = rule.classification;
      expect(rule.tags.some((tag) => tag.startsWith(`tactic:${tactic}-`))).toBe(true);
      expect(rule.tags.some((tag) => tag.startsWith(`technique:${technique}-`))).toBe(true);
      expect(rule.message).toMatch(/## Goal\n[^]+## Strategy\n[^]+## What to do\n/);
    },
  );
});

describeUnless(noRealRecords, 'recorded attacks', () => {
  const attack = (name: string): Record<string, unknown>[] => {
    const path = join(realRecords, 'stratus-red-team/docs/detonation-logs', `aws.${name}.json`);
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>[];
  };

  test.each([
    ['credential-access.ssm-retrieve-securestring-parameters', 'ssm-parameters', 5, 42],
    ['credential-access.ec2-get-password-data', 'ec2-passwords', 30, 30],
    ['credential-access.ec2-get-password-data', 'access-denied', 32, 2],
    ['discovery.ec2-download-user-data', 'access-denied', 17, 2],
    ['credential-access.ec2-get-password-data', 'assumed-roles', 2, 1],
    ['persistence.sts-federation-token', 'federation-tokens', 1, 0],
    ['exfiltration.ec2-share-ebs-snapshot', 'shared-snapshots', 1, 1],
    ['exfiltration.ec2-share-ami', 'shared-snapshots', 1, 1],
    ['exfiltration.rds-share-snapshot', 'shared-snapshots', 1, 1],
    ['defense-evasion.cloudtrail-delete', 'deleted-kinds', 1, 1],
    ['defense-evasion.dns-delete-logs', 'deletions', 1, 0],
    ['defense-evasion.vpc-remove-flow-logs', 'deletions', 1, 0],
    ['persistence.iam-create-user-login-profile', 'deletions', 0, 0],
  ])('%s: %s selects %i events with %i different items', (name, id, events, items) => {
    const bytes = Buffer.from(JSON.stringify({ Records: attack(name) }));
    const { retrievals } = decodeAll(bytes, { selection: selectionOf(ruleNamed(id).events, []) });
    expect(retrievals).toHaveLength(events);
    expect(new Set(retrievals.flatMap((one) => one.items)).size).toBe(items);
  });

  test('30 refused requests for passwords signal without any history', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'attack.json'),
      JSON.stringify({ Records: attack('credential-access.ec2-get-password-data') }),
    );
    const { run } = await scanTo({
      sources: [folder],
      rules: [ruleNamed('ec2-passwords')],
      threads: 1,
      shards: 1,
    });
    expect(run.signals).toMatchObject([
      {
        status: 'medium',
        observed: { retrievals: 30, distinctSecrets: 30 },
        classification: { tactic: 'TA0006', technique: 'T1552' },
      },
    ]);
  });

  test('requests for passwords after a quiet fortnight signal by their number, too', async () => {
    const all = attack('credential-access.ec2-get-password-data');
    const sample = all.find(({ eventName }) => eventName === 'GetPasswordData')!;
    const quiet = Array.from({ length: 14 }, (_, day) => ({
      ...sample,
      eventID: `quiet-${day}`,
      errorCode: undefined,
      errorMessage: undefined,
      eventTime: new Date(Date.parse(sample['eventTime'] as string) - (14 - day) * 86_400_000).toISOString(),
    }));
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'all.json'), JSON.stringify({ Records: [...quiet, ...all] }));
    const { run } = await scanTo({
      sources: [folder],
      rules: [ruleNamed('ec2-passwords')],
      threads: 1,
      shards: 1,
    });
    expect(run.signals.flatMap(({ analyses }) => analyses.map(({ kind }) => kind))).toEqual(
      expect.arrayContaining(['volume', 'denied']) as string[],
    );
  });
});

test('nothing signals at medium or above in a quiet organisation', async () => {
  const folder = temporaryFolder();
  await simulate({ days: 6, identities: 8, seed: 11, thefts: 0, noise: 3 }, directoryWriter(folder));
  const rules = ALL.filter((one) => one !== BUILT_IN_RULE);
  const { run } = await scanTo({ sources: [folder], rules, threads: 1, shards: 1 });
  expect(run.signals.filter(({ status }) => status !== 'info' && status !== 'low')).toEqual([]);
  expect(run.totals.retrievals).toBeGreaterThan(500);
});
