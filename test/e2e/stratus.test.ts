import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noRealRecords, realRecords } from '../support/real-records.js';
import { scanTo } from '../support/run-output.js';
import { describeUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';

const LOGS = 'stratus-red-team/docs/detonation-logs/aws.credential-access.secretsmanager';

interface RealRecord {
  readonly eventTime: string;
  readonly eventName: string;
  readonly userIdentity: { readonly arn: string };
  readonly requestParameters: { readonly secretId: string };
}

/** A folder with a recorded attack, after a fortnight in which the same identity read one secret a day. */
function afterQuietFortnight(attack: string): { folder: string; arn: string } {
  const folder = temporaryFolder();
  const path = join(realRecords, `${LOGS}-${attack}.json`);
  cpSync(path, join(folder, 'attack.json'));
  const records = JSON.parse(readFileSync(path, 'utf8')) as RealRecord[];
  const sample = records.find(({ eventName }) => /GetSecretValue$/.test(eventName))!;
  const history = Array.from({ length: 14 }, (_, day) => ({
    ...sample,
    eventID: `quiet-${day}`,
    eventName: 'GetSecretValue',
    eventTime: new Date(Date.parse(sample.eventTime) - (14 - day) * 86_400_000).toISOString(),
    requestParameters: { secretId: 'daily' },
  }));
  writeFileSync(join(folder, 'history.json'), JSON.stringify({ Records: history }));
  return { folder, arn: sample.userIdentity.arn };
}

describeUnless(noRealRecords, 'real attacks, recorded by Stratus Red Team', () => {
  test('20 secrets in 5 seconds: exactly one signal with 20 distinct secrets', async () => {
    const { folder, arn } = afterQuietFortnight('retrieve-secrets');
    const { run } = await scanTo({ sources: [folder], shards: 2, threads: 1 });
    expect(run.signals).toHaveLength(1);
    const [signal] = run.signals;
    expect(signal).toMatchObject({
      status: 'high',
      identity: { key: arn, arn, type: 'IAMUser' },
      start: '2024-07-31T12:35:00Z',
      end: '2024-07-31T12:40:00Z',
      observed: { retrievals: 20, failures: 0, distinctSecrets: 20, newSecrets: 20 },
      estimated: false,
      suppressed: null,
    });
    expect(signal!.evidence.newSecrets).toHaveLength(20);
    expect(signal!.evidence.newSecrets[0]).toMatch(
      /^cn-centraleast-1r:903144391865:stratus-red-team-retrieve-secret-\d+$/,
    );
  });

  test('5 batch calls by filter, without a record for each secret: one signal, marked estimated', async () => {
    const { folder, arn } = afterQuietFortnight('batch-retrieve-secrets');
    const { run } = await scanTo({ sources: [folder], shards: 1, threads: 1 });
    expect(run.signals.map(({ status, identity, estimated }) => [status, identity.key, estimated])).toEqual([
      ['high', arn, true],
    ]);
  });
});
