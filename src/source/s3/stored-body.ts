import { gunzipSync } from 'node:zlib';
import { MalformedResponseError } from './malformed-response.js';
import type { S3Response, S3ResponseHead } from './response-reader.js';
import type { ListedObject } from './list-result.js';

/** More is not inflated to see whether a stream has an end, bytes. */
const MOST_INFLATED = 1 << 28;

/*
 * CloudTrail stores its objects with Content-Encoding gzip. Some stores and proxies undo that on the way (Google Cloud
 * Storage's "decompressive transcoding", caches), others add an encoding of their own; the body then has another length
 * than the object. Such a body is taken only if it is whole for certain.
 */

/** Length of the body as the head says it, bytes. @throws MalformedResponseError when it is no number */
export function lengthSaid({ headers }: S3ResponseHead): number | undefined {
  const text = headers['content-length'];
  if (text === undefined) return undefined;
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text);
  throw new MalformedResponseError(`the length of the body is said to be ${String(text)}`);
}

/**
 * Length that the body must have, bytes; `undefined` when only the body can say it.
 * @returns `'other'` when it can neither be the content listed nor that in another encoding
 */
export function bodyLength(head: S3ResponseHead, listed: ListedObject): number | undefined | 'other' {
  const length = lengthSaid(head);
  if (length === undefined) return undefined;
  if (length === listed.size || saysRecoded(head) || isSameVersion(head, listed) === true) return length;
  return 'other';
}

/**
 * The object, from a response with status below 300.
 * @throws MalformedResponseError when the body is neither the object nor its whole content
 */
export function storedBody({ body, ...head }: S3Response, listed: ListedObject): Uint8Array<ArrayBuffer> {
  if (body.length === listed.size) return body;
  if (isGzip(body)) {
    const inflated = encodingOf(head) === 'gzip' ? inflate(body, listed.size) : undefined;
    if (inflated?.length === listed.size) return inflated;
  } else if (isInflated(body, head, listed)) {
    return body;
  }
  throw new MalformedResponseError(`${body.length} bytes arrived instead of ${listed.size}`);
}

/** Whether a body is the content of a gzip object, to its end: the length of a body that ends with its connection is not known. */
function isInflated(body: Uint8Array, head: S3ResponseHead, listed: ListedObject): boolean {
  const isStoredGzip = saysRecoded(head) || /\.gz$/i.test(listed.key);
  return (
    isFramed(head) &&
    isStoredGzip &&
    isSameVersion(head, listed) !== false &&
    encodingOf(head) === '' &&
    isJson(body)
  );
}

/** Whether a body is a gzip stream without its end. What else may be wrong with it is for the decoder to say. */
export function endsEarly(body: Uint8Array): boolean {
  if (!isGzip(body)) return false;
  try {
    gunzipSync(body, { maxOutputLength: MOST_INFLATED });
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';
  }
}

/** Whether a body that breaks off is noticed. */
export function isFramed({ headers }: S3ResponseHead): boolean {
  return headers['content-length'] !== undefined || /\bchunked\b/i.test(String(headers['transfer-encoding']));
}

function saysRecoded({ headers }: S3ResponseHead): boolean {
  return (
    encodingOf({ status: 200, headers }) === 'gzip' ||
    headers['x-goog-stored-content-encoding'] === 'gzip' ||
    /^214\b/.test(String(headers['warning'] ?? '')) // RFC 7234: "Transformation applied"
  );
}

/** Whether the response is of the version listed; `undefined` when it does not say. */
export function isSameVersion({ headers }: S3ResponseHead, { etag }: ListedObject): boolean | undefined {
  const said = headers['etag'];
  if (typeof said !== 'string' || said === '' || etag === '') return undefined;
  // Headers have no encoding for other characters that all agree on.
  if (!/^[\x20-\x7e]*$/.test(said + etag)) return undefined;
  return bareEtag(said) === bareEtag(etag);
}

function bareEtag(etag: string): string {
  return etag
    .trim()
    .replace(/^W\//, '')
    .replaceAll('"', '')
    .replace(/-gzip$/, '');
}

function encodingOf({ headers }: S3ResponseHead): string {
  const encoding = String(headers['content-encoding'] ?? '').toLowerCase();
  return encoding === 'identity' || encoding === 'aws-chunked' ? '' : encoding;
}

const isGzip = (body: Uint8Array): boolean => body[0] === 0x1f && body[1] === 0x8b;

/** Whether a text begins and ends as JSON does, so that neither end is missing. */
function isJson(body: Uint8Array): boolean {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const first = text.toString('latin1', 0, 64).trimStart()[0];
  const last = text
    .toString('latin1', Math.max(0, text.length - 64))
    .trimEnd()
    .at(-1);
  return (first === '{' && last === '}') || (first === '[' && last === ']');
}

function inflate(body: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(gunzipSync(body, { maxOutputLength: Math.max(1, size) }));
  } catch {
    return undefined; // it is cut short, or longer than the object
  }
}
