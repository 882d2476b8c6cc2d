import { checkKeys } from './check-keys.js';
import { TrailspikeError } from '../../model/errors.js';
import { chooseProvider } from './credential-provider.js';
import { connectForKeys, type KeyConnection } from './key-requests.js';
import type { CredentialProvider, S3Credentials, S3Options } from './s3-options.js';
import { realTime, type Time } from './time.js';

/** Keys are renewed when they expire in less than this. */
const EARLY_MS = 5 * 60_000;
/** How often it is tried to renew keys that are still good, and how often keys are asked for that expire as soon. */
const EARLY_EVERY_MS = 60_000;
/** How often keys are asked for that come expired. */
const EXPIRED_EVERY_MS = 5_000;
/** How long a provider may take; one that asks a person waits for them. */
const LONGEST_MS = 120_000;

/** How long keys are tried to be had again that could not be renewed: files may be half written. */
const RENEWALS = 4;
const RENEWAL_PAUSE_MS = 2_000;

export interface CredentialsOptions extends Pick<S3Options, 'profile' | 'credentials'> {
  /** Gives the way to services that give keys. @default one of their own, as environment and profile say */
  readonly connect?: () => Promise<KeyConnection>;
  /** By which renewals are tried again. @default real time */
  readonly time?: Time;
  /** Receives what the SDK warns about, one line each. @default nothing is done */
  readonly warn?: (text: string) => void;
}

/**
 * Keeps keys until shortly before they expire. Any number of callers share one fetch of keys.
 */
export class Credentials {
  readonly #options: CredentialsOptions;
  #provider: Promise<CredentialProvider> | undefined;
  #current: Promise<S3Credentials> | undefined;
  /** When keys are fetched again, epoch milliseconds. */
  #renewAt = Infinity;
  /** Those that were had last. */
  #last: S3Credentials | undefined;
  #generation = 0;
  readonly #time: Time;

  constructor(options: CredentialsOptions) {
    this.#options = options;
    this.#time = options.time ?? realTime();
  }

  /** Changes whenever keys are renewed. */
  get generation(): number {
    return this.#generation;
  }

  /** @throws TrailspikeError `E_SOURCE_CREDENTIALS` when no keys are found, or are found and cannot be keys */
  get(): Promise<S3Credentials> {
    if (this.#current === undefined || Date.now() > this.#renewAt) {
      this.#current = this.#fetch(this.#generation > 0);
    }
    return this.#current;
  }

  /** Drops the keys of that generation, because S3 says that they have expired. Newer keys are kept. */
  renew(generation: number): void {
    if (generation === this.#generation) this.#current = undefined;
  }

  async #fetch(forceRefresh: boolean): Promise<S3Credentials> {
    this.#renewAt = Infinity; // until this fetch ends, all callers wait for it
    this.#generation += 1;
    // The first keys are had at once or not at all; a run that has begun is more patient.
    const attempts = this.#last === undefined ? 1 : RENEWALS;
    for (let attempt = 1; ; attempt++) {
      try {
        this.#provider ??= this.#choose();
        const credentials = checkKeys(await this.#inTime(this.#provider, forceRefresh));
        this.#renewAt = renewalOf(credentials);
        return (this.#last = credentials);
      } catch (cause) {
        this.#provider = undefined; // a profile may be mended in the meantime
        const isStillGood = (this.#last?.expiration?.getTime() ?? 0) > Date.now();
        if (isStillGood) {
          this.#renewAt = Date.now() + EARLY_EVERY_MS;
          return this.#last!;
        }
        if (attempt >= attempts) {
          this.#current = undefined;
          throw cause;
        }
        await this.#time.pause(RENEWAL_PAUSE_MS * attempt, NEVER);
      }
    }
  }

  async #inTime(provider: Promise<CredentialProvider>, forceRefresh: boolean): Promise<S3Credentials> {
    const timer = new AbortController();
    const late = realTime(this.#time.speed)
      .pause(LONGEST_MS, timer.signal)
      .then(() => {
        throw new TrailspikeError('E_SOURCE_CREDENTIALS', `no keys within ${LONGEST_MS / 1000} seconds`, {
          hint: 'Check what gives them (the credential_process or service of the profile); with --state the run continues where it stopped.',
        });
      });
    late.catch(() => undefined);
    try {
      return await Promise.race([provider.then((one) => one({ forceRefresh })), late]);
    } finally {
      timer.abort(new Error('keys were had in time'));
    }
  }

  #choose(): Promise<CredentialProvider> {
    const { connect = () => connectForKeys(this.#options.profile), warn = () => undefined } = this.#options;
    return chooseProvider(this.#options, connect, warn);
  }
}

/** When keys are renewed, epoch milliseconds: early; but keys that come with little time left are not asked for again at once. */
function renewalOf({ expiration }: S3Credentials): number {
  if (expiration === undefined) return Infinity;
  const now = Date.now();
  const expires = expiration.getTime();
  const later = Math.max(EXPIRED_EVERY_MS, Math.min(EARLY_EVERY_MS, (expires - now) / 2));
  return Math.max(expires - EARLY_MS, now + later);
}

/** A pause of a second or so ends by itself. */
const NEVER = new AbortController().signal;
