import { expect, test } from 'vitest';
import { putObject } from '../../src/source/s3/put-object.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import { refuse, startLoopback } from './loopback-server.js';
import { FOREVER } from './source-cases.js';

test('whole objects are written, no more at once than the client allows', async () => {
  let [inside, most] = [0, 0];
  const server = await startLoopback((_request, response) => {
    inside += 1;
    most = Math.max(most, inside);
    setImmediate(() => {
      inside -= 1;
      response.end();
    });
  });
  const client = new S3Client('bucket', { ...server.options, maxConcurrency: 5 });
  const keys = Array.from({ length: 60 }, (_, n) => `key ${n}`);
  await Promise.all(keys.map((key) => putObject(client, key, Buffer.from(`bytes of ${key}`), FOREVER)));
  expect(most).toBeLessThanOrEqual(5);
  const written = server.received.map(
    ({ method, url, body }) => `${method} ${decodeURIComponent(url)}: ${body.toString()}`,
  );
  expect(written.sort()).toEqual(keys.map((key) => `PUT /bucket/${key}: bytes of ${key}`).sort());
  await client.close();
  await server.close();
});

test('the error of a denied write names the missing permission', async () => {
  const server = await startLoopback((_request, response) => refuse(response, 403, 'AccessDenied'));
  const client = new S3Client('bucket', server.options);
  await expect(putObject(client, 'key', Buffer.from('bytes'), FOREVER)).rejects.toMatchObject({
    code: 'E_SOURCE_ACCESS',
    message: expect.stringContaining('s3:PutObject is denied') as string,
  });
  await client.close();
  await server.close();
});
