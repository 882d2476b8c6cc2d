import { TrailspikeError } from '../../model/errors.js';
import type { S3Credentials, S3Options } from './s3-options.js';

/** Keys are renewed when they expire in less than this. */
const EARLY_MS = 5 * 60_000;

type Provider = (options: { readonly forceRefresh: boolean }) => Promise<S3Credentials>;

/**
 * Keeps keys until shortly before they expire. Any number of callers share one fetch of keys. The AWS default chain
 * (environment, profile, SSO, process, web identity, container, instance) is loaded only when it is first needed.
 */
export class Credentials {
  readonly #options: Pick<S3Options, 'profile' | 'credentials'>;
  #provider: Promise<Provider> | undefined;
  #current: Promise<S3Credentials> | undefined;
  #expiresAt = Infinity;
  #generation = 0;

  constructor(options: Pick<S3Options, 'profile' | 'credentials'>) {
    this.#options = options;
  }

  /** Changes whenever keys are renewed. */
  get generation(): number {
    return this.#generation;
  }

  /** @throws TrailspikeError `E_SOURCE_CREDENTIALS` when no keys are found */
  get(): Promise<S3Credentials> {
    if (this.#current === undefined || Date.now() > this.#expiresAt - EARLY_MS) {
      this.#current = this.#fetch(this.#generation > 0);
    }
    return this.#current;
  }

  /** Drops the keys of that generation, because S3 says that they have expired. Newer keys are kept. */
  renew(generation: number): void {
    if (generation === this.#generation) this.#current = undefined;
  }

  async #fetch(forceRefresh: boolean): Promise<S3Credentials> {
    this.#expiresAt = Infinity; // until this fetch ends, all callers wait for it
    this.#generation += 1;
    try {
      this.#provider ??= this.#choose();
      const credentials = await (await this.#provider)({ forceRefresh });
      this.#expiresAt = credentials.expiration?.getTime() ?? Infinity;
      return credentials;
    } catch (cause) {
      this.#current = undefined;
      throw noCredentials(this.#options.profile, cause);
    }
  }

  async #choose(): Promise<Provider> {
    const { credentials, profile } = this.#options;
    if (credentials) return credentials;
    const own = profile === undefined ? environmentKeys() : undefined;
    if (own !== undefined) return () => Promise.resolve(own);
    const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
    return defaultProvider(profile === undefined ? {} : { profile });
  }
}

/** What the default chain would find first. The chain itself takes a tenth of a second to load. */
function environmentKeys(): S3Credentials | undefined {
  const {
    AWS_PROFILE,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expires,
  } = process.env;
  // With a profile, or with keys that expire, the chain has more rules.
  if (AWS_PROFILE || expires || !accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

function noCredentials(profile: string | undefined, cause: unknown): TrailspikeError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const where = profile === undefined ? 'no AWS credentials' : `no AWS credentials in profile ${profile}`;
  return new TrailspikeError('E_SOURCE_CREDENTIALS', `${where}: ${detail}`, {
    hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with --profile, or read a public bucket with --anonymous.',
    cause,
  });
}
