import { compareTexts } from '../../../base/compare-texts.js';
import type { ApiEvent } from '../../../decode/cloudtrail/api-event.js';
import { HOUR, MAX_TIME } from '../../../model/time.js';
import { roleKeyOf } from '../../../model/identity.js';
import type { Follower, Lookup } from '../../search/lookup.js';
import type { ChainEnd } from '../investigation.js';
import type { CredentialRecords, Issue } from './credential-records.js';
import { MOST_KEYS } from './issuer-follower.js';

const AROUND = 60;
const SLACK = HOUR;

/**
 * Follows issued access keys to what was done with them, and to what was issued with them. Of more than 100 keys of a
 * level those of the roles with the fewest keys are followed: one that issues keys by the thousand does so for its own
 * work.
 */
export class UseFollower implements Follower {
  /** Why a key was not followed. */
  readonly ends = new Map<string, ChainEnd>();
  readonly followed = new Set<string>();
  notFollowed = 0;
  deeper = 0;
  readonly #records: CredentialRecords;
  readonly #depth: number;
  readonly #until: number;
  #level = 0;
  #fresh: Set<string>;

  /**
   * @param issued keys of the first level
   * @param depth levels
   * @param until the use of a key without an end is followed up to then, epoch seconds
   */
  constructor(records: CredentialRecords, issued: readonly string[], depth: number, until: number) {
    this.#records = records;
    this.#depth = depth;
    this.#until = until;
    this.#fresh = new Set(issued);
  }

  next(): readonly Lookup[] {
    this.#level++;
    const issues = [...this.#fresh].flatMap((key) => {
      const issue = this.followed.has(key) ? undefined : this.#records.issues.get(key);
      return issue === undefined ? [] : [issue];
    });
    this.#fresh = new Set();
    if (this.#level > this.#depth) {
      for (const { accessKey } of issues) this.ends.set(accessKey, 'depth');
      this.deeper += issues.length;
      return [];
    }
    const ordered = rarestFirst(issues);
    for (const { accessKey } of ordered.slice(MOST_KEYS)) {
      this.ends.set(accessKey, 'limit');
      this.notFollowed++;
    }
    return ordered.slice(0, MOST_KEYS).map((issue) => this.#lookup(issue));
  }

  take({ criterion }: Lookup, event: ApiEvent, object: string): void {
    if (event.principal.accessKeyId !== criterion.value) return;
    this.#records.addUse(event);
    const issued = this.#records.addIssue(event, object);
    if (issued !== undefined) this.#fresh.add(issued);
  }

  #lookup({ accessKey, session, caller, time, lifetime, call }: Issue): Lookup {
    this.followed.add(accessKey);
    const account = session.split(':', 5)[4] ?? '';
    const end = lifetime === Infinity ? Math.max(this.#until, time) : time + lifetime;
    return {
      criterion: { kind: 'access-key', value: accessKey },
      accounts: [/^\d{12}$/.test(account) ? account : call.account || caller.accountId].filter(
        (one) => one !== '',
      ),
      regions: [],
      range: {
        from: Math.max(0, time - AROUND),
        to: Math.min(MAX_TIME, end + AROUND),
      },
      slack: SLACK,
    };
  }
}

function rarestFirst(issues: readonly Issue[]): Issue[] {
  const perRole = new Map<string, number>();
  const role = ({ session }: Issue): string => roleKeyOf(session);
  for (const issue of issues) perRole.set(role(issue), (perRole.get(role(issue)) ?? 0) + 1);
  return [...issues].sort(
    (a, b) =>
      perRole.get(role(a))! - perRole.get(role(b))! ||
      a.time - b.time ||
      compareTexts(a.accessKey, b.accessKey),
  );
}
