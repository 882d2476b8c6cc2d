import { expect, test } from 'vitest';
import { putObjects } from '../../src/source/s3/put-object.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import { refuse, startLoopback } from './loopback-server.js';
import { FOREVER } from './source-cases.js';

async function* objects(count: number, taken: { count: number }): AsyncGenerator<[string, Uint8Array]> {
  for (let n = 0; n < count; n += 1) {
    taken.count += 1;
    yield await Promise.resolve<[string, Uint8Array]>([`key ${n}`, Buffer.from(`bytes ${n}`)]);
  }
}

test('many objects are written, and taken no faster than they are', async () => {
  let [inside, most] = [0, 0];
  const server = await startLoopback((_request, response) => {
    inside += 1;
    most = Math.max(most, inside);
    setTimeout(() => {
      inside -= 1;
      response.end();
    }, 2);
  });
  const client = new S3Client('bucket', { ...server.options, maxConcurrency: 5 });
  expect(await putObjects(client, objects(60, { count: 0 }), FOREVER)).toBe(60);
  expect(most).toBeLessThanOrEqual(5);
  const written = server.received.map(
    ({ method, url, body }) => `${method} ${decodeURIComponent(url)}: ${body.toString()}`,
  );
  expect(written.sort()).toEqual(
    Array.from({ length: 60 }, (_, n) => `PUT /bucket/key ${n}: bytes ${n}`).sort(),
  );
  await client.close();
  await server.close();
});

test('the first that cannot be written ends it, and says which permission is missing', async () => {
  const server = await startLoopback((_request, response, count) => {
    if (count === 10) refuse(response, 403, 'AccessDenied');
    else response.end();
  });
  const client = new S3Client('bucket', { ...server.options, maxConcurrency: 4 });
  const taken = { count: 0 };
  await expect(putObjects(client, objects(1_000, taken), FOREVER)).rejects.toMatchObject({
    code: 'E_SOURCE_ACCESS',
    message: expect.stringContaining('s3:PutObject is denied') as string,
  });
  expect(taken.count).toBeLessThan(30);
  await client.close();
  await server.close();
});
