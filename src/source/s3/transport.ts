import type { Dispatcher, RetryHandler } from 'undici';
import { errnoOf } from '../../base/errno.js';
import { AbortGroup } from '../../base/abort-group.js';
import { ResponseReader, type S3Response, type S3ResponseHead } from './response-reader.js';
import { MalformedResponseError } from './malformed-response.js';
import { Agent, retryInterceptor } from './undici.js';

const CONNECT_MS = 10_000;
/** Longest silence, before the answer and within its body. */
const SILENCE_MS = 30_000;
/** S3 closes idle connections after some 5 to 20 seconds: be first. */
const KEEP_ALIVE_MS = 4_000;
/** Times that a cut body is taken up again where it ended, before the whole request is sent again. */
const RESUMES = 4;
export interface Transport {
  /**
   * Sends a request and takes the whole answer in.
   * @param lengthOf what the body of an answer below 300 must come to in bytes; `undefined` when nobody knows. What
   *   it throws ends the answer.
   * @throws DamagedAnswerError when the body is longer or shorter; undici's errors; the signal's reason
   */
  send(
    request: Dispatcher.DispatchOptions,
    signal: AbortSignal,
    lengthOf: (head: S3ResponseHead) => number | undefined,
  ): Promise<S3Response>;
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
  const dispatcher = agent.compose(retryInterceptor({ statusCodes: [], retry: resumeAtOnce }));
  const aborts = new AbortGroup();
  return {
    send: (request, signal, lengthOf) =>
      new Promise((resolve, reject) => {
        const reader = new ResponseReader(lengthOf, {
          resolve: (response) => {
            aborts.delete(member);
            resolve(response);
          },
          reject: (error) => {
            aborts.delete(member);
            reject(error);
          },
        });
        const member = aborts.add(signal, (reason) => reader.abort(reason));
        dispatcher.dispatch(request, reader);
      }),
    close: () => agent.destroy(),
  };
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
  return fault instanceof MalformedResponseError || PASSING.has(errnoOf(fault) ?? '');
}
