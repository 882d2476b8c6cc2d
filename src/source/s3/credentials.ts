import { checkKeys } from './check-keys.js';
import { chooseProvider } from './credential-provider.js';
import { connectForKeys, type KeyConnection } from './key-requests.js';
import type { CredentialProvider, S3Credentials, S3Options } from './s3-options.js';

/** Keys are renewed when they expire in less than this. */
const EARLY_MS = 5 * 60_000;

export interface CredentialsOptions extends Pick<S3Options, 'profile' | 'credentials'> {
  /** Gives the way to services that give keys. @default one of their own, as environment and profile say */
  readonly connect?: () => Promise<KeyConnection>;
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
  #expiresAt = Infinity;
  #generation = 0;

  constructor(options: CredentialsOptions) {
    this.#options = options;
  }

  /** Changes whenever keys are renewed. */
  get generation(): number {
    return this.#generation;
  }

  /** @throws TrailspikeError `E_SOURCE_CREDENTIALS` when no keys are found, or are found and cannot be keys */
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
      const credentials = checkKeys(await (await this.#provider)({ forceRefresh }));
      this.#expiresAt = credentials.expiration?.getTime() ?? Infinity;
      return credentials;
    } catch (cause) {
      this.#current = undefined;
      this.#provider = undefined; // a profile may be mended in the meantime
      throw cause;
    }
  }

  #choose(): Promise<CredentialProvider> {
    const { connect = () => connectForKeys(this.#options.profile), warn = () => undefined } = this.#options;
    return chooseProvider(this.#options, connect, warn);
  }
}
