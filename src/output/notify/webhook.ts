import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';

/** The address of a webhook. It is a secret: messages show its origin alone. */
export interface WebhookAddress {
  readonly url: string;
  /** `https://hooks.example.com/…`: what messages may show. */
  readonly shown: string;
  /** Value of the header Authorization, if the URL has a user. */
  readonly authorization?: string;
}

/**
 * - `sent`: the server took it. - `refused`: it did not, and says so, or could not be reached. - `unknown`: the connection
 * broke when the request was under way, so nobody knows.
 */
export type Delivery =
  { readonly outcome: 'sent' } | { readonly outcome: 'refused' | 'unknown'; readonly reason: string };

/** @throws TrailspikeError E_USAGE when it is not an http or https address; the text is not shown */
export function webhookAddress(text: string): WebhookAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TrailspikeError('E_USAGE', 'the address that --notify names is no http or https URL', {
      hint: 'give the whole URL of the webhook, such as https://HOST/PATH',
    });
  }
  const { username, password, origin } = url;
  url.username = url.password = '';
  const shown = `${origin}/…`;
  if (username === '') return { url: url.href, shown };
  const userAndPassword = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(userAndPassword).toString('base64')}`;
  return { url: url.href, shown, authorization };
}

const CONNECT_MS = 10_000;
/** Longest time without a byte. */
const SILENCE_MS = 15_000;
/** Attempts for one notification, and the pause after the first; each later pause is twice as long. */
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 1000;
/** A server that asks for a longer pause is not waited for. */
const LONGEST_PAUSE_MS = 60_000;

/** The connection was not made, so the server cannot have taken anything. */
const NOT_CONNECTED = new Set([
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  'UND_ERR_CONNECT_TIMEOUT',
]);

export interface WebhookOptions {
  readonly signal?: AbortSignal | undefined;
  /** Waits. @default by a timer */
  readonly pause?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>;
  /** @default 15,000 */
  readonly silenceMs?: number;
}

/** Posts to one address, one notification after the other. */
export class Webhook {
  readonly #address: WebhookAddress;
  readonly #agent: Dispatcher;
  readonly #signal: AbortSignal | undefined;
  readonly #pause: NonNullable<WebhookOptions['pause']>;

  private constructor(address: WebhookAddress, agent: Dispatcher, options: WebhookOptions) {
    this.#address = address;
    this.#agent = agent;
    this.#signal = options.signal;
    this.#pause = options.pause ?? ((milliseconds, signal) => sleep(milliseconds, undefined, { signal }));
  }

  /** By the proxies of the environment. Loads undici. */
  static async open(address: WebhookAddress, options: WebhookOptions = {}): Promise<Webhook> {
    const { EnvHttpProxyAgent } = await import('undici');
    const silence = options.silenceMs ?? SILENCE_MS;
    const agent = new EnvHttpProxyAgent({
      connect: { timeout: CONNECT_MS },
      headersTimeout: silence,
      bodyTimeout: silence,
    });
    return new Webhook(address, agent, options);
  }

  /**
   * Posts JSON. What the server refuses for now (429, 5xx), and what never reached it, is sent again, after the pause that
   * it asks for. What may have reached it is not.
   * @param id sent as Idempotency-Key, by which a server knows a repeated request
   * @throws the signal's reason when it is aborted
   */
  async post(id: string, body: string): Promise<Delivery> {
    let reason = '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const result = await this.#attempt(id, body);
      if ('outcome' in result) return result;
      reason = result.reason;
      if (attempt === ATTEMPTS) break;
      const pause = result.pauseMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1);
      if (pause > LONGEST_PAUSE_MS) break;
      await this.#pause(pause, this.#signal);
    }
    return { outcome: 'refused', reason };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** @returns how it ended, or why it may be tried again */
  async #attempt(
    id: string,
    body: string,
  ): Promise<Delivery | { readonly reason: string; readonly pauseMs?: number | undefined }> {
    const { url, shown, authorization } = this.#address;
    const { request } = await import('undici');
    let response: Dispatcher.ResponseData;
    try {
      response = await request(url, {
        method: 'POST',
        body,
        dispatcher: this.#agent,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'trailspike',
          'idempotency-key': id,
          ...(authorization !== undefined && { authorization }),
        },
        ...(this.#signal && { signal: this.#signal }),
      });
      await response.body.dump();
    } catch (error) {
      this.#signal?.throwIfAborted();
      const code = (error instanceof Error ? errnoOf(error) : undefined) ?? 'an unknown fault';
      if (NOT_CONNECTED.has(code)) return { reason: `${shown} cannot be reached (${code})` };
      return { outcome: 'unknown', reason: `${shown} did not answer (${code}); it may have taken it` };
    }
    const { statusCode } = response;
    if (statusCode >= 200 && statusCode < 300) return { outcome: 'sent' };
    const reason = `${shown} answered ${statusCode}`;
    if (statusCode !== 429 && statusCode < 500) return { outcome: 'refused', reason };
    return { reason, pauseMs: pauseOf(response.headers['retry-after']) };
  }
}

/** Retry-After: seconds, or a date. */
function pauseOf(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
