import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { signedText, type Digest } from '../source/digests/digest.js';

/** A public key of CloudTrail. */
export interface DigestKey {
  /** null: a key without a fingerprint, which is tried for every digest. */
  readonly fingerprint: string | null;
  readonly key: KeyObject;
}

/** Gives the keys of a region that were valid at some time. @param around epoch seconds */
export type KeyLoader = (region: string, around: number) => Promise<readonly DigestKey[]>;

/** How the signature of a digest fits. */
export type SignatureVerdict = 'fits' | 'doesNotFit' | 'unknownKey' | 'noKeys';

const NO_KEYS: KeyLoader = () => Promise.resolve([]);

/** Keys are valid for months; what is asked for with one digest is enough for those of some days around it. */
const NEAR = 7 * 86_400;

/** Public keys by fingerprint: those that the user gave, and those that a loader gives for a region when they are needed. */
export class KeyRing {
  readonly #given: readonly DigestKey[];
  readonly #load: KeyLoader;
  readonly #loads: boolean;
  readonly #ofRegion = new Map<string, Map<string, KeyObject>>();
  readonly #asked = new Map<string, Promise<void>>();

  /** @param load where keys come from that are not given. @default nowhere */
  constructor(given: readonly DigestKey[], load: KeyLoader | undefined) {
    this.#given = given;
    this.#load = load ?? NO_KEYS;
    this.#loads = load !== undefined;
  }

  /**
   * Checks a signature, RSA (PKCS #1 v1.5) with SHA-256.
   * @param signature in hexadecimal
   * @param region of the logs, whose keys CloudTrail signs with
   */
  async check(digest: Digest, signature: string, region: string): Promise<SignatureVerdict> {
    if (!this.#loads && this.#given.length === 0) return 'noKeys';
    const keys = await this.#keysFor(digest, region);
    if (keys.length === 0) return 'unknownKey';
    if (!/^(?:[0-9a-f]{2})+$/i.test(signature)) return 'doesNotFit';
    const text = Buffer.from(signedText(digest));
    const bytes = Buffer.from(signature, 'hex');
    return keys.some((key) => verify('sha256', text, key, bytes)) ? 'fits' : 'doesNotFit';
  }

  async #keysFor({ fingerprint, end }: Digest, region: string): Promise<KeyObject[]> {
    const named = this.#given.filter((one) => one.fingerprint === fingerprint);
    if (named.length > 0) return named.map(({ key }) => key);
    const unnamed = this.#given.filter((one) => one.fingerprint === null).map(({ key }) => key);
    if (unnamed.length > 0 || !this.#loads) return unnamed;
    const known = this.#ofRegion.get(region)?.get(fingerprint);
    if (known !== undefined) return [known];
    const place = `${region} ${Math.floor(end / NEAR)}`;
    let asked = this.#asked.get(place);
    if (asked === undefined) this.#asked.set(place, (asked = this.#ask(region, end)));
    await asked;
    const found = this.#ofRegion.get(region)?.get(fingerprint);
    return found === undefined ? [] : [found];
  }

  async #ask(region: string, around: number): Promise<void> {
    let keys = this.#ofRegion.get(region);
    if (keys === undefined) this.#ofRegion.set(region, (keys = new Map<string, KeyObject>()));
    for (const { fingerprint, key } of await this.#load(region, around)) {
      if (fingerprint !== null) keys.set(fingerprint, key);
    }
  }
}

/** A key as CloudTrail gives it: PKCS #1 in DER, in base64. @throws when it is none */
export function keyFromApi(value: string, fingerprint: string): DigestKey {
  return {
    fingerprint,
    key: createPublicKey({ key: Buffer.from(value, 'base64'), format: 'der', type: 'pkcs1' }),
  };
}
