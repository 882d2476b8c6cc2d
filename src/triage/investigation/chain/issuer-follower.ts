import type { ApiEvent } from '../../../decode/cloudtrail/api-event.js';
import { HOUR, MAX_TIME, type TimeRange } from '../../../model/time.js';
import type { Follower, Lookup } from '../../search/lookup.js';
import { isTemporaryKey, issuedKeyOf } from '../../search/issued-key.js';
import type { ChainEnd } from '../investigation.js';
import type { CredentialCaller } from './credential-caller.js';
import { hidesCaller, LONGEST_SESSION, type CredentialRecords, type Issue } from './credential-records.js';

/** Keys of a level whose issuer is looked for. */
export const MOST_KEYS = 100;
/** Keys, in all, that are looked for in every account when the account of their session has no record of them. */
const MOST_ANYWHERE = 20;
/** A session begins when its key is issued, give or take the clocks. */
const AROUND = 60;
/** Most objects are delivered within some minutes of their events. */
const SLACK = HOUR;

/** Callers that need no issuer. */
const ORIGINS: ReadonlySet<string> = new Set([
  'IAMUser',
  'Root',
  'AWSService',
  'SAMLUser',
  'WebIdentityUser',
  'IdentityCenterUser',
]);

interface Step {
  readonly caller: CredentialCaller;
  readonly level: number;
  readonly lookup: Lookup;
}

/**
 * Follows access keys to the calls that issued them, and so on to a user, a login or a service. First in the account of
 * the session at the time at which the session began, then in all accounts. A record that names only the account of its
 * caller is completed by that account's record of the same call.
 */
export class IssuerFollower implements Follower {
  /** Why the search ended, by the id of the caller. */
  readonly ends = new Map<string, ChainEnd>();
  /** Keys beyond the first 100 of a level. */
  notFollowed = 0;
  /** Keys beyond the depth. */
  deeper = 0;
  readonly #records: CredentialRecords;
  readonly #depth: number;
  readonly #begun = new Set<string>();
  readonly #perLevel: number[] = [];
  #anywhere = 0;
  #steps: Step[] = [];
  #started = false;
  readonly #subjects: readonly CredentialCaller[];

  /**
   * @param subjects callers whose keys are followed, the most important first
   * @param depth levels
   */
  constructor(records: CredentialRecords, subjects: readonly CredentialCaller[], depth: number) {
    this.#records = records;
    this.#subjects = subjects;
    this.#depth = depth;
  }

  next(): readonly Lookup[] {
    const last = this.#steps;
    this.#steps = [];
    if (!this.#started) {
      this.#started = true;
      for (const caller of this.#subjects) {
        const use = this.#records.uses.get(caller.accessKey);
        this.#begin(caller, 1, use?.span.first ?? Infinity);
      }
    }
    for (const step of last) this.#advance(step);
    return this.#steps.map(({ lookup }) => lookup);
  }

  take({ criterion }: Lookup, event: ApiEvent, object: string): void {
    const issued = issuedKeyOf(event);
    if (criterion.kind === 'access-key') {
      if (issued?.accessKey === criterion.value) this.#records.addIssue(event, object, issued);
      return;
    }
    if (event.sharedEventID !== criterion.value) return;
    // The record of the caller's account may not have the key: the other record says which it is.
    for (const { caller, lookup } of this.#steps) {
      if (lookup.criterion.value !== criterion.value) continue;
      this.#records.addIssue(event, object, {
        accessKey: caller.accessKey,
        session: issued?.session ?? '',
      });
    }
  }

  /** @param before the caller was active then, epoch seconds */
  #begin(caller: CredentialCaller, level: number, before: number): void {
    const { id, accessKey, type } = caller;
    if (this.#begun.has(id)) return;
    this.#begun.add(id);
    const issue = this.#records.issues.get(accessKey);
    if (issue !== undefined) {
      this.#found(caller, issue, level);
    } else if (!isTemporaryKey(accessKey)) {
      this.ends.set(id, ORIGINS.has(type) ? 'origin' : type === 'AWSAccount' ? 'other-account' : 'not-found');
    } else if (level > this.#depth) {
      this.ends.set(id, 'depth');
      this.deeper++;
    } else if ((this.#perLevel[level] ?? 0) >= MOST_KEYS) {
      this.ends.set(id, 'limit');
      this.notFollowed++;
    } else {
      this.#perLevel[level] = (this.#perLevel[level] ?? 0) + 1;
      this.#look(caller, level, {
        criterion: { kind: 'access-key', value: accessKey },
        accounts: caller.accountId === '' ? [] : [caller.accountId],
        range: beginningOf(caller, before),
      });
    }
  }

  #look(
    caller: CredentialCaller,
    level: number,
    lookup: Pick<Lookup, 'criterion' | 'accounts' | 'range'>,
  ): void {
    this.#steps.push({ caller, level, lookup: { ...lookup, regions: [], slack: SLACK } });
  }

  #advance({ caller, level, lookup }: Step): void {
    const issue = this.#records.issues.get(caller.accessKey);
    if (issue !== undefined && lookup.criterion.kind === 'access-key') {
      this.#found(caller, issue, level);
    } else if (issue !== undefined) {
      this.#follow(issue, level);
    } else if (lookup.accounts.length > 0 && this.#anywhere < MOST_ANYWHERE) {
      this.#anywhere++;
      this.#look(caller, level, { ...lookup, accounts: [] });
    } else {
      this.ends.set(caller.id, ORIGINS.has(caller.type) ? 'origin' : 'not-found');
    }
  }

  #found(caller: CredentialCaller, issue: Issue, level: number): void {
    const { sharedEventID } = issue.call;
    const { accountId } = issue.caller;
    if (!hidesCaller(issue) || sharedEventID === '' || accountId === '' || level > this.#depth) {
      this.#follow(issue, level);
      return;
    }
    this.#look(caller, level, {
      criterion: { kind: 'event-id', value: sharedEventID },
      accounts: [accountId],
      range: { from: Math.max(0, issue.time - AROUND), to: issue.time + AROUND },
    });
  }

  #follow({ caller, time }: Issue, level: number): void {
    this.#begin(caller, level + 1, time);
  }
}

/** When the key of a session was issued. @param before it was used then */
function beginningOf({ created }: CredentialCaller, before: number): TimeRange {
  if (created !== undefined) return { from: Math.max(0, created - AROUND), to: created + AROUND };
  if (before === Infinity) return { from: 0, to: MAX_TIME };
  return { from: Math.max(0, before - LONGEST_SESSION.other), to: before + AROUND };
}
