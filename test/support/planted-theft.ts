import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatInstant } from '../../src/model/time.js';

/** 2026-01-05T00:00:00Z, when simulated organisations begin. */
const START = 1_767_571_200;
const ACCOUNT = '999988887777';
export const THIEF = `arn:aws:iam::${ACCOUNT}:user/quiet-user`;

/** A GetSecretValue record with the fields that matter. */
export function retrievalRecord(id: string, time: number, secret: string): object {
  return {
    eventVersion: '1.09',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: THIEF,
      accountId: ACCOUNT,
      userName: 'quiet-user',
    },
    eventTime: formatInstant(time),
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.7',
    userAgent: 'aws-cli/2.17.0',
    requestParameters: { secretId: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${secret}-AbCdEf` },
    responseElements: null,
    eventID: id,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
  };
}

/**
 * Adds a user to a folder in CloudTrail's layout, one object a day. The user reads one secret a day for nine days, and
 * on the last day also 25 others within a minute.
 */
export function plantTheft(folder: string): void {
  for (let day = 0; day < 9; day++) {
    const noon = START + day * 86_400 + 43_200;
    const records = [retrievalRecord(`daily-${day}`, noon, 'daily')];
    if (day === 8) {
      for (let n = 0; n < 25; n++)
        records.push(retrievalRecord(`theft-${n}`, noon + 3600 + 2 * n, `stolen-${n}`));
    }
    const date = formatInstant(noon).slice(0, 10).replaceAll('-', '/');
    const into = join(folder, `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/${date}`);
    mkdirSync(into, { recursive: true });
    const name = `${ACCOUNT}_CloudTrail_us-east-1_${date.replaceAll('/', '')}T1400Z_plantedtheft${day}abc.json.gz`;
    writeFileSync(join(into, name), gzipSync(JSON.stringify({ Records: records })));
  }
}
