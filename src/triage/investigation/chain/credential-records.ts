import { textNumber } from '../../../base/hash-number.js';
import { THREAD_HASH_KEY } from '../../../base/keyed-hash.js';
import { fieldOf, textOf } from '../../../base/json-values.js';
import type { ApiEvent } from '../../../decode/cloudtrail/api-event.js';
import type { AssumedBy } from '../../../model/signal-evidence.js';
import { formatInstant, HOUR, parseEventTime } from '../../../model/time.js';
import { issuedKeyOf, type IssuedKey } from '../../search/issued-key.js';
import type { IssuingCall } from '../investigation.js';
import { callerOf, type CredentialCaller } from './credential-caller.js';
import { UseCollector } from './use-collector.js';

/** Access keys whose use is counted apart; an attacker can make any number. */
const MOST_KEYS = 50_000;

/** A call that issued an access key. */
export interface Issue extends IssuedKey {
  readonly caller: CredentialCaller;
  /** Epoch seconds. */
  readonly time: number;
  /** How long the key can be used, seconds; Infinity for one without an end. */
  readonly lifetime: number;
  readonly call: IssuingCall;
}

/** What records say about credentials: which call issued which, and what was done with each. */
export class CredentialRecords {
  readonly #issues = new Map<string, Issue>();
  readonly #uses = new Map<string, UseCollector>();
  readonly #counted = new Set<number>();

  /** By the access key that was issued. */
  get issues(): ReadonlyMap<string, Issue> {
    return this.#issues;
  }

  /** By access key. */
  get uses(): ReadonlyMap<string, UseCollector> {
    return this.#uses;
  }

  /**
   * Keeps a call that issued a key. The two accounts of an AssumeRole across accounts have a record each: the one that
   * names the caller counts. Of equal ones the first by event id and object does.
   * @param issued the key. @default what the record says
   * @returns the key; undefined for a call that issued none, or has no readable time
   */
  addIssue(event: ApiEvent, object: string, issued = issuedKeyOf(event)): string | undefined {
    const time = parseEventTime(event.eventTime);
    if (issued === undefined || time === undefined) return undefined;
    const issue = issueOf(event, object, issued, time);
    const before = this.#issues.get(issued.accessKey);
    if (before === undefined || isBetter(issue, before)) {
      const session = issue.session || (before?.session ?? '');
      this.#issues.set(issued.accessKey, { ...issue, session });
    }
    return issued.accessKey;
  }

  /** Counts a call by the access key that it was made with. One that was counted before changes nothing. */
  addUse(event: ApiEvent): void {
    const { accessKeyId } = event.principal;
    if (accessKeyId === '') return;
    const number = textNumber(
      `${accessKeyId} ${event.eventID || JSON.stringify(event.record)}`,
      THREAD_HASH_KEY,
    );
    if (this.#counted.has(number)) return;
    this.#counted.add(number);
    let use = this.#uses.get(accessKeyId);
    if (use === undefined) {
      if (this.#uses.size >= MOST_KEYS) return;
      this.#uses.set(accessKeyId, (use = new UseCollector(callerOf(event))));
    }
    use.add(event);
  }

  /** The call that issued each access key, as evidence has it. */
  assumedBy(): Map<string, AssumedBy> {
    return new Map(
      [...this.#issues].map(([key, { caller, call }]) => {
        const { eventID, eventName, time, address, userAgent, object } = call;
        return [key, { eventID, eventName, time, caller: caller.name, address, userAgent, object }];
      }),
    );
  }
}

/** Whether the record names only the account of its caller. */
export function hidesCaller({ caller }: Issue): boolean {
  return caller.type === 'AWSAccount' || (caller.type === '' && caller.accessKey === '');
}

function isBetter(one: Issue, other: Issue): boolean {
  if (hidesCaller(one) !== hidesCaller(other)) return hidesCaller(other);
  return `${one.call.eventID} ${one.call.object}` < `${other.call.eventID} ${other.call.object}`;
}

function issueOf(event: ApiEvent, object: string, issued: IssuedKey, time: number): Issue {
  const context = fieldOf(fieldOf(event.record, 'userIdentity'), 'sessionContext');
  const asked = fieldOf(event.record, 'requestParameters');
  return {
    ...issued,
    caller: callerOf(event),
    time,
    lifetime: lifetimeOf(event),
    call: {
      eventID: event.eventID,
      sharedEventID: event.sharedEventID,
      eventName: event.eventName,
      time: formatInstant(time),
      address: event.sourceIPAddress,
      userAgent: event.userAgent,
      sourceIdentity: textOf(asked, 'sourceIdentity') || textOf(context, 'sourceIdentity'),
      account: event.recipientAccountId || event.principal.accountId,
      object,
    },
  };
}

/** The longest that a session of a role can be, 1 hour for one that another role began, and that of the other calls. */
export const LONGEST_SESSION = { role: 12 * HOUR, roleChain: HOUR, other: 36 * HOUR } as const;

/**
 * How long a key can be used: as long as was asked for, or else the most that AWS allows
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html).
 */
function lifetimeOf({ eventName, record, principal }: ApiEvent): number {
  if (eventName === 'CreateAccessKey') return Infinity;
  const asked = fieldOf(fieldOf(record, 'requestParameters'), 'durationSeconds');
  if (typeof asked === 'number' && asked > 0) return Math.min(asked, LONGEST_SESSION.other);
  if (!eventName.startsWith('AssumeRole')) return LONGEST_SESSION.other;
  return principal.type === 'AssumedRole' ? LONGEST_SESSION.roleChain : LONGEST_SESSION.role;
}
