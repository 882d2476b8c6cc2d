import { describe, expect, test } from 'vitest';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { describeUnless } from '../support/skipping.js';
import { describeS3 } from './s3-cases.js';
import { s3Stage } from './s3-stage.js';
import { listAll } from './source-cases.js';
import { openS3 } from '../../src/source/s3/s3-source.js';

/** Set it to the address that `test/support/radosgw.sh start DIR PORT` prints. */
const endpoint = process.env['TRAILSPIKE_RADOSGW'] ?? '';
const missing = endpoint === '' ? 'no server: set TRAILSPIKE_RADOSGW to its address' : undefined;

describeUnless(missing, 'conformance with Ceph', () => {
  const keyed = (accessKeyId: string, secretAccessKey: string): S3Options => ({
    endpoint,
    region: 'us-east-1',
    credentials: () => Promise.resolve({ accessKeyId, secretAccessKey }),
  });
  const options = keyed('RGWK', 'RGWS');

  describeS3('Ceph', () => options);

  describe('Ceph checks signatures', () => {
    test.each([
      ['a wrong secret', keyed('RGWK', 'wrong'), 'E_SOURCE_CREDENTIALS', 'secret access key is wrong'],
      ['an unknown key', keyed('NOBODY', 'RGWS'), 'E_SOURCE_CREDENTIALS', 'access key id is unknown'],
      ['no key', { endpoint, anonymous: true }, 'E_SOURCE_ACCESS', 's3:ListBucket is denied'],
    ])('%s is a clear error', async (_, wrong, code, message) => {
      const stage = await s3Stage(options);
      const source = openS3(`s3://${stage.s3Bucket}`, wrong);
      await expect(listAll(source)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message) as string,
      });
      await Promise.all([source.close(), stage.close()]);
    });
  });
});
