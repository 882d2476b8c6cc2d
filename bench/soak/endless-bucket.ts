import { createServer, type Server } from 'node:http';
import { createHash } from 'node:crypto';

/** A bucket whose listing goes on until it is told to end: the same bodies again and again, each time with another key. */
export interface EndlessBucket {
  readonly server: Server;
  /** Objects that were listed, and those that were fetched. */
  readonly listed: number;
  readonly fetched: number;
  /** The next page is the last one. */
  end(): void;
}

const PAGE = 1_000;

/**
 * The part of S3 that reading needs. Signatures are not checked.
 * @param prefix of all keys, the folder of one day
 * @param bodies objects as they are stored; object `n` has body `n % bodies.length`
 * @param nameOf name of object `n` in the folder; names ascend
 */
export function endlessBucket(
  prefix: string,
  bodies: readonly Uint8Array[],
  nameOf: (n: number) => string,
): EndlessBucket {
  const etags = bodies.map((body) => createHash('md5').update(body).digest('hex'));
  const state = { listed: 0, fetched: 0, ends: false };

  const page = (from: number): string => {
    const entries = Array.from({ length: PAGE }, (_, at) => {
      const n = from + at;
      const body = n % bodies.length;
      return `<Contents><Key>${prefix}${nameOf(n)}</Key><ETag>&quot;${etags[body]}&quot;</ETag><Size>${bodies[body]!.length}</Size></Contents>`;
    });
    state.listed += PAGE;
    const more = state.ends
      ? '<IsTruncated>false</IsTruncated>'
      : `<IsTruncated>true</IsTruncated><NextContinuationToken>${from + PAGE}</NextContinuationToken>`;
    return (
      `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
      `<KeyCount>${PAGE}</KeyCount>${more}${entries.join('')}</ListBucketResult>`
    );
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
    const name = pathname.split('/').at(-1)!;
    if (name === '' || searchParams.has('list-type')) {
      const from = Number(searchParams.get('continuation-token') ?? 0);
      response.setHeader('content-type', 'application/xml').end(page(from));
      return;
    }
    state.fetched += 1;
    const index = Number.parseInt(/_([0-9a-z]{16})\.json\.gz$/.exec(name)![1]!, 36) % bodies.length;
    const body = bodies[index]!;
    response.writeHead(200, { 'content-length': body.length, etag: `"${etags[index]!}"` });
    response.end(body);
  });
  return {
    server,
    get listed() {
      return state.listed;
    },
    get fetched() {
      return state.fetched;
    },
    end: () => (state.ends = true),
  };
}
