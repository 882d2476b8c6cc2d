import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import type { Bucket, Stored } from './digest-trail.js';

/** Buckets in memory behind S3's GET and LIST, with the metadata of objects. Checks nothing. */
export interface BucketServer {
  readonly options: S3Options;
  readonly buckets: Map<string, Bucket>;
  close(): Promise<void>;
}

export async function startBucketServer(): Promise<BucketServer> {
  const buckets = new Map<string, Bucket>();
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    // As it was sent: `URL` would leave out `..`, which a key may have.
    const [path] = request.url!.split('?');
    const [, name = '', ...rest] = path!.split('/').map(decodeURIComponent);
    const bucket: Bucket = buckets.get(name) ?? new Map<string, Stored>();
    const key = rest.join('/');
    if (key === '') {
      const { searchParams } = url;
      const isEncoded = searchParams.get('encoding-type') === 'url';
      response.end(
        listing(bucket, searchParams.get('prefix') ?? '', searchParams.get('delimiter'), isEncoded),
      );
      return;
    }
    const stored = bucket.get(key);
    if (stored === undefined) {
      response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
      return;
    }
    const metadata = Object.entries(stored.metadata).map(([field, value]) => [`x-amz-meta-${field}`, value]);
    const headers = Object.fromEntries(metadata) as Record<string, string>;
    response.writeHead(200, {
      ...headers,
      etag: etagOf(stored.bytes),
      'content-length': stored.bytes.length,
    });
    response.end(stored.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    options: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' }),
    },
    buckets,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

function listing(bucket: Bucket, prefix: string, delimiter: string | null, isEncoded: boolean): string {
  const shown = (key: string): string => (isEncoded ? encodeURIComponent(key) : key);
  const folders = new Set<string>();
  const contents: string[] = [];
  for (const [key, { bytes }] of [...bucket].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    if (end >= 0) folders.add(key.slice(0, end + 1));
    else {
      contents.push(
        `<Contents><Key>${shown(key)}</Key><LastModified>2026-03-01T00:00:00.000Z</LastModified>` +
          `<ETag>${etagOf(bytes)}</ETag><Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
      );
    }
  }
  const common = [...folders].map(
    (folder) => `<CommonPrefixes><Prefix>${shown(folder)}</Prefix></CommonPrefixes>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
    `<Name>bucket</Name><Prefix>${shown(prefix)}</Prefix>${isEncoded ? '<EncodingType>url</EncodingType>' : ''}<KeyCount>${contents.length + common.length}</KeyCount>` +
    `<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>${contents.join('')}${common.join('')}</ListBucketResult>`
  );
}
