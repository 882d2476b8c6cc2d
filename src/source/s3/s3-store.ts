import { TrailspikeError } from '../../model/errors.js';
import type { ObjectStore, StoredBytes } from '../object-store.js';
import { ObjectReadError } from '../source.js';
import { deleteObject } from './delete-object.js';
import { getObject } from './get-object.js';
import { listObjects } from './list-objects.js';
import { type Condition, etagOf, putIf, refuseMissingBucket } from './put-if.js';
import { putObject } from './put-object.js';
import { S3Client } from './s3-client.js';
import type { S3Options } from './s3-options.js';
import { folderOf, formatS3Uri, parseS3Uri } from './s3-uri.js';
import { lengthSaid } from './stored-body.js';

/** Of no object that is written. */
const NO_ETAG = '00000000000000000000000000000000';

/**
 * A folder in a bucket to write to. No request is sent yet.
 * @param text as `parseS3Uri` takes it
 * @throws TrailspikeError `E_USAGE` when the name or the endpoint is malformed
 */
export function openS3Store(text: string, options: S3Options = {}): ObjectStore {
  const { s3Bucket, prefix } = parseS3Uri(text);
  return new S3Store(new S3Client(s3Bucket, options), prefix);
}

class S3Store implements ObjectStore {
  readonly address: string;
  readonly #client: S3Client;
  readonly #folder: string;
  /** How the server takes an ETag in a condition: some compare its quotes too. */
  #form = quoted;

  constructor(client: S3Client, prefix: string) {
    this.#client = client;
    this.#folder = folderOf(prefix);
    this.address = formatS3Uri(client.s3Bucket, prefix);
  }

  addressOf(key: string): string {
    return formatS3Uri(this.#client.s3Bucket, this.#folder + key);
  }

  async checkConditions(key: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#tryConditions(key, signal);
    } catch (error) {
      await this.delete(key, signal).catch(() => undefined); // the first error counts
      throw error;
    }
    await this.delete(key, signal);
  }

  async #tryConditions(key: string, signal: AbortSignal): Promise<void> {
    const put = (text: string, condition: Condition): Promise<string | undefined> =>
      putIf(this.#client, this.#folder + key, Buffer.from(text), condition, signal);
    const current = async (): Promise<string | undefined> => (await this.read(key, 1, signal))?.version;
    // Its answer may have been lost, and the second request refused.
    const etag = (await put('1', { 'if-none-match': '*' })) ?? (await current()) ?? '';
    if ((await put('2', { 'if-none-match': '*' })) !== undefined) throw this.#ignores('If-None-Match');
    for (const form of [quoted, bare]) {
      if ((await put('3', { 'if-match': form(NO_ETAG) })) !== undefined) throw this.#ignores('If-Match');
      const written = await put('4', { 'if-match': form(etag) });
      if (written === undefined && (await current()) === etag) continue;
      this.#form = form;
      return;
    }
    throw this.#ignores('If-Match');
  }

  #ignores(header: string): TrailspikeError {
    return new TrailspikeError(
      'E_SOURCE_RESPONSE',
      `the server of ${this.address} does not write on condition as S3 does (${header}), so that two runs could harm a state in it`,
      { hint: 'Keep the state in a folder, or at a server that heeds If-None-Match and If-Match of PUT.' },
    );
  }

  async read(key: string, maxBytes: number, signal: AbortSignal): Promise<StoredBytes | undefined> {
    const request = { method: 'GET', key: this.#folder + key, answers: [404] } as const;
    const response = await this.#client
      .send(request, signal, (answer) => answer, { maxBytes, lengthOf: lengthSaid })
      .catch(asRun);
    refuseMissingBucket(this.#client, request.key, response);
    if (response.status === 404) return undefined;
    const { date, 'last-modified': written } = response.headers;
    const age = Date.parse(String(date)) - Date.parse(String(written));
    return {
      bytes: response.body,
      version: etagOf(response),
      age: Number.isNaN(age) ? undefined : age,
    };
  }

  async get(key: string, size: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
    try {
      return await getObject(this.#client, { key: this.#folder + key, size, etag: '' }, signal);
    } catch (error) {
      if (error instanceof ObjectReadError && error.reason === 'vanished') return undefined;
      return asRun(error);
    }
  }

  put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    return putObject(this.#client, this.#folder + key, bytes, signal);
  }

  putIf(
    key: string,
    bytes: Uint8Array,
    before: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const condition: Condition =
      before === undefined ? { 'if-none-match': '*' } : { 'if-match': this.#form(before) };
    return putIf(this.#client, this.#folder + key, bytes, condition, signal);
  }

  delete(key: string, signal: AbortSignal): Promise<void> {
    return deleteObject(this.#client, this.#folder + key, signal);
  }

  async list(prefix: string, signal: AbortSignal): Promise<string[]> {
    const keys: string[] = [];
    for await (const { objects } of listObjects(this.#client, { prefix: this.#folder + prefix }, signal)) {
      for (const { key } of objects) keys.push(key.slice(this.#folder.length));
    }
    return keys;
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** An object that cannot be read ends the run, other than one of a source. */
function asRun(error: unknown): never {
  if (!(error instanceof ObjectReadError)) throw error;
  const isOut = error.reason === 'unavailable';
  throw new TrailspikeError(isOut ? 'E_SOURCE_UNAVAILABLE' : 'E_SOURCE_ACCESS', error.message, {
    hint: isOut
      ? 'Run again later; the state is as it was last saved.'
      : 'A state in S3 takes s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket (docs/aws.md).',
    cause: error,
  });
}

const bare = (etag: string): string => etag.replaceAll('"', '');
const quoted = (etag: string): string => `"${bare(etag)}"`;
