import { Agent, type Dispatcher, interceptors, type RetryHandler } from 'undici';
import { errnoOf } from '../errno.js';
import { DamagedAnswerError } from './damaged-answer.js';

const CONNECT_MS = 10_000;
/** Longest silence, before the answer and within its body. */
const SILENCE_MS = 30_000;
/** S3 closes idle connections after some 5 to 20 seconds: be first. */
const KEEP_ALIVE_MS = 4_000;
/** Times that a cut body is taken up again where it ended, before the whole request is sent again. */
const RESUMES = 4;
/** As much of a refusal as is read. */
const TEXT_BYTES = 64 * 1024;

export interface Transport {
  readonly dispatcher: Dispatcher;
  /** Ends every connection; requests under way fail. */
  close(): Promise<void>;
}

/**
 * Connections kept alive, at most so many to one host. A GET whose connection breaks is taken up again at once:
 * within a body by `Range` and `If-Match`, so that the rest belongs to the same content. Everything else is for
 * the caller to repeat, who knows how long to pause.
 */
export function openTransport(connections: number): Transport {
  const agent = new Agent({
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT_MS },
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
  });
  const dispatcher = agent.compose(interceptors.retry({ statusCodes: [], retry: resumeAtOnce }));
  return { dispatcher, close: () => agent.destroy() };
}

const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT']);

function resumeAtOnce(
  error: Error,
  { state, opts }: RetryHandler.RetryContext,
  done: RetryHandler.OnRetryCallback,
): void {
  const mayResume = opts.method === 'GET' && state.counter <= RESUMES && BROKEN.has(errnoOf(error) ?? '');
  if (mayResume) setImmediate(done, null);
  else done(error);
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const PASSING = new Set([
  ...BROKEN,
  ...UNREACHABLE,
  'ETIMEDOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_REQ_RETRY',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** The other side cannot be reached at all. */
export function isUnreachable(fault: Error): boolean {
  return UNREACHABLE.has(errnoOf(fault) ?? '');
}

/** The same request may well succeed a little later; a bad certificate, for one, will not. */
export function isPassingFault(fault: Error): boolean {
  return fault instanceof DamagedAnswerError || PASSING.has(errnoOf(fault) ?? '');
}

/**
 * A whole body, in an ArrayBuffer of its own.
 * @param length that it must have, in bytes
 * @throws DamagedAnswerError when it is longer or shorter
 */
export function readBytes(
  body: Dispatcher.ResponseData['body'],
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const bytes = new Uint8Array(length);
    let filled = 0;
    // Events and not `for await`: at 50 KB an object that costs a fifth more time on the main thread.
    body.on('data', (chunk: Buffer) => {
      if (filled + chunk.length <= length) bytes.set(chunk, filled);
      filled += chunk.length;
    });
    body.on('error', reject);
    body.on('end', () => {
      if (filled === length) resolve(bytes);
      else reject(new DamagedAnswerError(`${filled} bytes arrived instead of ${length}`));
    });
  });
}

/** The beginning of a body, as text. */
export async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  body.on('error', ignore); // the one that our own break brings about
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= TEXT_BYTES) break; // which ends the connection
  }
  return Buffer.concat(chunks).toString('utf8', 0, TEXT_BYTES);
}

/** Ends a body that nobody wants, and its connection. */
export function discard(body: Dispatcher.ResponseData['body']): void {
  body.on('error', ignore); // undici reports our own doing as one
  body.destroy();
}

function ignore(): void {
  // nothing to do
}
