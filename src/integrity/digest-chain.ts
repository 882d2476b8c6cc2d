import { formatInstant, HOUR, MINUTE } from '../model/time.js';
import type { IntegrityFinding, IntegrityKind } from '../model/integrity.js';
import { parseDigestName, type DigestName } from '../source/digests/digest-name.js';
import { NoDigest, type Digest } from '../source/digests/digest.js';
import type { SignatureVerdict } from './key-ring.js';

/** One digest as it lies in its folder. */
export interface FoundDigest {
  readonly uri: string;
  readonly key: string;
  readonly name: DigestName;
  /** null: it could not be read or is none. */
  readonly digest: Digest | null;
  /** Why it could not be read or is none. */
  readonly why: string;
  /** Whether it is the digest of another place, which says nothing about this one. */
  readonly isMoved?: boolean;
  /** In hexadecimal, empty where there is none; null where no metadata is kept. */
  readonly signature: string | null;
}

/** A digest whose place in its chain is known. */
export interface JudgedDigest {
  readonly found: FoundDigest;
  readonly verdict: 'signed' | 'unchecked' | 'refused';
}

export interface ChainContext {
  readonly find: (finding: IntegrityFinding) => void;
  /** Digests that ended before this were not listed, epoch seconds. */
  readonly listedFrom: number;
  /** Whether the place where a digest says that it is, is where it lies. */
  readonly isAtHome: (digest: Digest, key: string) => boolean;
  readonly check: (digest: Digest, signature: string, region: string) => Promise<SignatureVerdict>;
  /** Address of a key in the bucket of a digest. */
  readonly uriOf: (key: string, beside: FoundDigest) => string;
}

/** Digests follow each other without a gap, but for some seconds. */
const SLACK = 10 * MINUTE;

/**
 * The digests of one trail, account and region, in the order of their time. Each is judged when the next one is there,
 * because that says what its hash and its signature have to be: so a gap is seen whatever its length, and where no
 * metadata is kept, all but the last can be checked all the same.
 */
export class DigestChain {
  readonly #context: ChainContext;
  #held: FoundDigest | undefined;
  /** The last one that was judged and not refused. */
  #last: FoundDigest | undefined;
  /** When what is known ends, epoch seconds. */
  #end = 0;

  constructor(context: ChainContext) {
    this.#context = context;
  }

  /** When the last digest ended, epoch seconds. */
  get end(): number {
    return this.#end;
  }

  /** Takes the next digest. @returns the one before, judged */
  async take(given: FoundDigest): Promise<JudgedDigest | undefined> {
    const next = this.#atHome(given);
    const before = this.#held;
    this.#held = next;
    const judged = before && (await this.#judge(before, next));
    this.#link(next, judged);
    this.#end = Math.max(this.#end, next.name.end);
    return judged;
  }

  /** No more follow. @returns the last one, judged */
  async finish(): Promise<JudgedDigest | undefined> {
    return this.#held && this.#judge(this.#held, undefined);
  }

  #atHome(found: FoundDigest): FoundDigest {
    const { digest, key } = found;
    if (digest === null || this.#context.isAtHome(digest, key)) return found;
    const why = `it says that it is ${digest.bucket}/${digest.key}`;
    return { ...found, digest: null, why, isMoved: true };
  }

  async #judge(found: FoundDigest, next: FoundDigest | undefined): Promise<JudgedDigest> {
    const refused: JudgedDigest = { found, verdict: 'refused' };
    const { digest, key, signature, name } = found;
    if (digest === null) {
      this.#find(found.isMoved ? 'movedDigest' : 'malformedDigest', found, found.why);
      return refused;
    }
    const successor =
      next?.digest?.previous && isSame(next.digest.previous.key, key) ? next.digest : undefined;
    const said = signature ?? successor?.previousSignature ?? null;
    const verdict = said === null ? 'noKeys' : await this.#context.check(digest, said, name.region);
    if (verdict === 'unknownKey') {
      this.#find(
        'unknownKey',
        found,
        `no public key of ${name.region} has the fingerprint ${digest.fingerprint}`,
      );
      return refused;
    }
    // A signature of its own that fits needs no word of the next one, which may be what was altered.
    const isProven = signature !== null && verdict === 'fits';
    if (!isProven && successor !== undefined && successor.previous!.sha256 !== digest.sha256) {
      this.#find('alteredDigest', found, `its hash is not the one that ${next!.uri} names`);
      return refused;
    }
    if (verdict === 'doesNotFit') {
      const why = said === '' ? 'it has no signature' : 'its signature does not fit to its content and key';
      this.#find('badSignature', found, why);
      return refused;
    }
    const { previous } = digest;
    const last = this.#last;
    this.#last = found;
    if (previous !== null && last?.digest && isSame(previous.key, last.key)) {
      if (
        previous.sha256 !== last.digest.sha256 ||
        (last.signature ?? digest.previousSignature) !== digest.previousSignature
      ) {
        this.#find('brokenLink', found, `it names another hash or signature of ${last.uri}`);
        return refused;
      }
    }
    return { found, verdict: verdict === 'fits' ? 'signed' : 'unchecked' };
  }

  /** Checks that a digest follows the one before. */
  #link(next: FoundDigest, before: JudgedDigest | undefined): void {
    const { digest } = next;
    if (digest === null) return;
    const { previous } = digest;
    const known = this.#end;
    if (before !== undefined && digest.start < known - SLACK) {
      this.#find(
        'brokenLink',
        next,
        `it begins at ${formatInstant(digest.start)}, before the one before it ends`,
      );
      return;
    }
    if (previous === null || (before !== undefined && isSame(previous.key, before.found.key))) {
      if (before !== undefined && digest.start > known + SLACK) {
        const why =
          previous === null
            ? 'the next digest is the first of a new chain: digests were not written'
            : 'no digest is about it';
        this.#hours(next, known, digest.start, why);
      }
      return;
    }
    // What was refused may be no part of the chain.
    if (before?.verdict === 'refused' && this.#last !== undefined && isSame(previous.key, this.#last.key))
      return;
    const names = parseDigestName(previous.key);
    if (names === undefined) {
      this.#find('brokenLink', next, `it names ${previous.key} as the one before`);
      return;
    }
    if (before !== undefined && names.end <= before.found.name.end) {
      this.#find('brokenLink', next, `it names ${previous.key} as the one before, not ${before.found.key}`);
      return;
    }
    if (names.end <= this.#context.listedFrom) return;
    this.#context.find({
      kind: 'missingDigest',
      uri: this.#context.uriOf(previous.key, next),
      account: next.name.accountId,
      region: next.name.region,
      from: names.end - HOUR,
      to: names.end,
      detail: `${next.uri} names it as the one before`,
    });
    if (before !== undefined && names.end - HOUR > known + SLACK) {
      this.#hours(
        next,
        known,
        names.end - HOUR,
        'their digests existed, as later ones follow them, and are missing',
      );
    }
  }

  #hours({ uri, name }: FoundDigest, from: number, to: number, detail: string): void {
    const { accountId, region } = name;
    this.#context.find({ kind: 'hoursWithoutDigest', uri, account: accountId, region, from, to, detail });
  }

  #find(kind: IntegrityKind, { uri, name, digest }: FoundDigest, detail: string): void {
    this.#context.find({
      kind,
      uri,
      account: name.accountId,
      region: name.region,
      from: digest?.start ?? name.end - HOUR,
      to: name.end,
      detail,
    });
  }
}

/** Names of digests are unique; where a copy lies, the folders above may differ. */
function isSame(one: string, other: string): boolean {
  return one.slice(one.lastIndexOf('/') + 1) === other.slice(other.lastIndexOf('/') + 1);
}

/** A digest that could be read, as a chain takes it. */
export function foundDigest(
  place: Pick<FoundDigest, 'uri' | 'key' | 'name' | 'signature'>,
  parsed: Digest | NoDigest,
): FoundDigest {
  return parsed instanceof NoDigest
    ? { ...place, digest: null, why: parsed.why }
    : { ...place, digest: parsed, why: '' };
}
