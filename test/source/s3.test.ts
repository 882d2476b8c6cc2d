import { afterAll, beforeAll, expect, test } from 'vitest';
import { type S3Server, startS3Server } from '../support/s3-server.js';
import { describeS3 } from './s3-cases.js';
import { s3Stage } from './s3-stage.js';
import { EVERYTHING, listAll } from './source-cases.js';
import { trailTree } from './trail-tree.js';

let server: S3Server;
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.close());

describeS3('an S3 server', () => server.options);

test('no day outside the plan is asked for, and a whole month is one listing', async () => {
  const stage = await s3Stage(server.options);
  const days = ['2026/01/15', '2026/01/16', '2026/02/01', '2026/02/02', '2026/03/01', '2026/03/05'];
  await stage.put(trailTree({ accounts: ['111111111111'], regions: ['us-east-1'], days }).trail);
  const source = stage.open('');
  const before = server.requests.length;
  const delivered = { from: Date.UTC(2026, 0, 16) / 1000, to: Date.UTC(2026, 2, 2) / 1000 };
  await listAll(source, { ...EVERYTHING, delivered });
  const asked = server.requests.slice(before).map((request) => {
    const query = new URL(request.slice(4), 'http://x').searchParams;
    return (query.get('delimiter') === null ? 'all of ' : 'one level of ') + (query.get('prefix') ?? '');
  });
  const region = 'AWSLogs/111111111111/CloudTrail/us-east-1/';
  expect(asked.sort()).toEqual(
    [
      'one level of ',
      'one level of AWSLogs/',
      'one level of AWSLogs/111111111111/',
      'one level of AWSLogs/111111111111/CloudTrail/',
      `one level of ${region}`,
      `one level of ${region}2026/`,
      `one level of ${region}2026/01/`,
      `one level of ${region}2026/03/`,
      `all of ${region}2026/01/16/`,
      `all of ${region}2026/02/`,
      `all of ${region}2026/03/01/`,
    ].sort(),
  );
  await Promise.all([source.close(), stage.close()]);
});
