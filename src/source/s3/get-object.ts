import { DEFAULT_LIMITS } from '../../decode/decode-limits.js';
import { ObjectReadError, UNKNOWN_SIZE, type ReadClock } from '../source.js';
import type { S3Response, S3ResponseHead } from './response-reader.js';
import { LIST_PAGE, listResultOf } from './list-objects.js';
import type { ListedObject } from './list-result.js';
import { MalformedResponseError } from './malformed-response.js';
import type { S3Client } from './s3-client.js';
import { ObjectChangedError } from './s3-errors.js';
import { formatS3Uri } from './s3-uri.js';
import { bodyLength, endsEarly, isFramed, isSameVersion, lengthSaid, storedBody } from './stored-body.js';

/** The largest object that is read without a size in the listing, bytes. */
const MOST_UNLISTED = 512 << 20;

/** What a header can hold of an ETag that is compared byte by byte; weak ones never match (RFC 9110, 13.1.1). */
const STRONG_ETAG = /^(?!W\/)[!\x23-\x7e]+$/;

/** What is needed of a client. */
type ObjectClient = Pick<S3Client, 's3Bucket' | 'send' | 'sendOnce'>;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** A length that is not the one listed is believed when the server says it so often. */
const TIMES_BELIEVED = 3;

/** How often an object that changed is listed again. */
const TIMES_LISTED = 3;

/**
 * Reads the whole content of an object. Where the store inflated a gzip object on the way, it is the inflated content.
 * When it is no longer what was listed, it is listed again and read as what it is now, all of one version, and the clock is
 * told.
 * @throws ObjectReadError `vanished` when it was deleted, `unavailable` when the store fails in a way that passes,
 *   `unreadable` when only this object cannot be read; TrailspikeError when no object can be read
 */
export async function getObject(
  client: ObjectClient,
  listed: ListedObject,
  signal: AbortSignal,
  clock?: ReadClock,
): Promise<Uint8Array<ArrayBuffer>> {
  if (LONE_SURROGATE.test(listed.key)) {
    const uri = formatS3Uri(client.s3Bucket, listed.key);
    throw new ObjectReadError(
      'unreadable',
      `${uri} has half of a character in its key, which no request can hold`,
    );
  }
  const read = new ObjectRead(client, listed, clock);
  const first = (await read.unlessOther(signal, true)) ?? (await read.unlessOther(signal, false));
  if (first !== undefined) return first;
  // A broken answer may have any length. That of the new version is in the list.
  for (let times = 0; times < TIMES_LISTED; times++) {
    const now = await listedNow(client, listed.key, signal);
    if (now === undefined || (now.etag === listed.etag && now.size === listed.size)) continue;
    const body = await new ObjectRead(client, now, clock, true).unlessOther(signal, true);
    if (body !== undefined) return body;
  }
  return read.send(signal, false, true);
}

/** What a list says of an object now; `undefined` when it is not listed, or there is no list. */
async function listedNow(
  client: ObjectClient,
  key: string,
  signal: AbortSignal,
): Promise<ListedObject | undefined> {
  const query = { 'list-type': '2', 'encoding-type': 'url', prefix: key, 'max-keys': '1' };
  const page = await client.sendOnce({ method: 'GET', query }, signal, listResultOf, LIST_PAGE);
  return page?.objects.find((object) => object.key === key);
}

/** One read of an object, with all attempts at it. */
class ObjectRead {
  readonly #client: ObjectClient;
  readonly #listed: ListedObject;
  readonly #clock: ReadClock | undefined;
  /** How often each length was said that is not the one listed. */
  readonly #otherLengths = new Map<number | undefined, number>();
  /** Whether a version that is not the one listed is taken. */
  #takesOther = false;
  /** Whether what is listed has changed since it was listed first. */
  readonly #hasChanged: boolean;
  /** Whether the response under way is of another version than the one listed. */
  #isChanged = false;

  constructor(client: ObjectClient, listed: ListedObject, clock: ReadClock | undefined, hasChanged = false) {
    this.#client = client;
    this.#listed = listed;
    this.#clock = clock;
    this.#hasChanged = hasChanged;
  }

  /** @returns the object; `undefined` when it is another version than the one listed, of which the length is not known */
  async unlessOther(signal: AbortSignal, ifMatch: boolean): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      return await this.send(signal, ifMatch && STRONG_ETAG.test(this.#listed.etag), false);
    } catch (error) {
      if (error instanceof ObjectChangedError) return undefined;
      throw error;
    }
  }

  /** @param takesOther whether another version is taken, or an ObjectChangedError */
  send(signal: AbortSignal, ifMatch: boolean, takesOther: boolean): Promise<Uint8Array<ArrayBuffer>> {
    const { key, size, etag } = this.#listed;
    this.#takesOther = takesOther;
    return this.#client.send(
      { method: 'GET', key, ...(ifMatch && { headers: { 'if-match': `"${etag}"` } }) },
      signal,
      (response) => this.#take(response),
      {
        lengthOf: (head) => this.#lengthOf(head),
        ...(size !== UNKNOWN_SIZE && { maxBytes: mostBytes(size) }),
      },
    );
  }

  #lengthOf(head: S3ResponseHead): number | undefined {
    const { size } = this.#listed;
    this.#isChanged = false;
    const said = lengthSaid(head);
    if (size === UNKNOWN_SIZE) return this.#limited(said);
    const isOther = isSameVersion(head, this.#listed) === false;
    if (isOther && said === size) return this.#change(said);
    if (isOther && !this.#takesOther) {
      const uri = formatS3Uri(this.#client.s3Bucket, this.#listed.key);
      throw new ObjectChangedError('vanished', `${uri} changed after it was listed`);
    }
    const length = isOther ? 'other' : bodyLength(head, this.#listed);
    if (length !== 'other') return length;
    // A wrong length once is a fault, the same one always is a change.
    const times = (this.#otherLengths.get(said) ?? 0) + 1;
    this.#otherLengths.set(said, times);
    if (times >= TIMES_BELIEVED) return this.#change(said);
    throw new MalformedResponseError(`${said ?? 'unknown'} bytes are said to come instead of ${size}`);
  }

  #change(said: number | undefined): number | undefined {
    this.#isChanged = true;
    return this.#limited(said);
  }

  #limited(length: number | undefined): number | undefined {
    if (length === undefined || length <= MOST_UNLISTED) return length;
    const uri = formatS3Uri(this.#client.s3Bucket, this.#listed.key);
    throw new ObjectReadError(
      'unreadable',
      `${uri} is too large: ${length} bytes, more than ${MOST_UNLISTED}`,
    );
  }

  #take(response: S3Response): Uint8Array<ArrayBuffer> {
    const body = this.#body(response);
    this.#clock?.record('first-byte', response.waited);
    this.#clock?.record('body', response.took);
    if (this.#isChanged || this.#hasChanged) this.#clock?.changed?.();
    return body;
  }

  #body(response: S3Response): Uint8Array<ArrayBuffer> {
    if (this.#listed.size === UNKNOWN_SIZE) return response.body;
    if (!this.#isChanged) return storedBody(response, this.#listed);
    if (!isFramed(response))
      throw new MalformedResponseError('the object changed, and its length is not said');
    if (response.body.length !== this.#listed.size && endsEarly(response.body)) {
      throw new MalformedResponseError(
        `${response.body.length} bytes arrived, and the gzip stream in them has no end`,
      );
    }
    return response.body;
  }
}

/** Most bytes of a body whose length is not said: of one that the store inflated on the way. */
function mostBytes(size: number): number {
  return Math.min(DEFAULT_LIMITS.maxInflatedBytes, Math.max(size, 1 << 16) * DEFAULT_LIMITS.maxRatio);
}
