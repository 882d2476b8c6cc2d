import { DigestListing, digestsBeside } from '../digests/digest-listing.js';
import type { Store } from '../listing/store.js';
import type { DigestStore } from '../source.js';
import { getObject } from './get-object.js';
import type { S3Response } from './response-reader.js';
import type { S3Client } from './s3-client.js';
import type { S3Options } from './s3-options.js';
import { keyOf } from './s3-uri.js';

/**
 * The digests in a bucket. Their signatures are metadata of the objects.
 * @param root prefix of the source
 * @param options how the bucket is reached, and CloudTrail is asked
 */
export function s3Digests(client: S3Client, store: Store, root: string, options: S3Options): DigestStore {
  const { s3Bucket } = client;
  const listing = new DigestListing(store, (uri) => keyOf(s3Bucket, uri));
  return {
    bucket: s3Bucket.startsWith('arn:') ? null : s3Bucket,
    beside: digestsBeside(root).map((prefix) => store.uriOf(prefix)),
    regions: (folder, plan, signal) => listing.regions(folder, plan, signal),
    digests: (folder, plan, signal) => listing.digests(folder, plan, signal),
    ...(options.anonymous !== true && {
      publicKeys: async (
        region: string,
        around: number,
        endpoint: string | undefined,
        signal: AbortSignal,
      ) => {
        const { listPublicKeys } = await import('./list-public-keys.js');
        return listPublicKeys(options, endpoint, region, around, signal);
      },
    }),
    read: async ({ uri, size, version }, signal) => {
      let headers: S3Response['headers'] = {};
      const noted: Pick<S3Client, 's3Bucket' | 'send' | 'sendOnce'> = {
        s3Bucket,
        sendOnce: (request, until, consume, expected) => client.sendOnce(request, until, consume, expected),
        send: (request, until, consume, expected) =>
          client.send(
            request,
            until,
            (response) => {
              ({ headers } = response);
              return consume(response);
            },
            expected,
          ),
      };
      const bytes = await getObject(noted, { key: keyOf(s3Bucket, uri), size, etag: version }, signal);
      const said = (name: string): string => String(headers[`x-amz-meta-${name}`] ?? '');
      return { bytes, signature: said('signature'), algorithm: said('signature-algorithm') };
    },
  };
}
