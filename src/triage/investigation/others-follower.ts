import { compareTexts } from '../../base/compare-texts.js';
import { textNumber } from '../../base/hash-number.js';
import { THREAD_HASH_KEY } from '../../base/keyed-hash.js';
import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { identityOf } from '../../decode/cloudtrail/identity-key.js';
import { formatInstant, parseEventTime } from '../../model/time.js';
import { Span } from '../evidence/counters.js';
import { readItemsOf } from '../search/criteria/item.js';
import type { Criterion } from '../search/criterion.js';
import type { Follower, Lookup } from '../search/lookup.js';
import type { OtherCaller, Others, OthersOf } from './investigation.js';
import { hasFailed } from './record-values.js';

/** Addresses and items that are followed, and others of each that are named. */
export const MOST_ADDRESSES = 20;
export const MOST_ITEMS = 100;
const MOST_CALLERS = 100;

/** What an investigation has that others may have too, the most important first. */
export interface Shared {
  readonly addresses: readonly string[];
  /** Keys. */
  readonly items: readonly string[];
  /** Keys of the identities that are no others. */
  readonly own: ReadonlySet<string>;
}

interface Other {
  readonly span: Span;
  count: number;
  failed: number;
}

/** Looks for others on the same addresses, and other readers of the same items, in the time and place of the search. */
export class OthersFollower implements Follower {
  readonly #shared: Shared;
  readonly #lookups: readonly Lookup[];
  readonly #seen = new Set<number>();
  readonly #others = new Map<string, Map<string, Other>>();
  #started = false;

  constructor(shared: Shared, place: Pick<Lookup, 'accounts' | 'regions' | 'range' | 'slack'>) {
    this.#shared = shared;
    const of = (kind: Criterion['kind'], values: readonly string[]): Lookup[] =>
      values.map((value) => ({ ...place, criterion: { kind, value } }));
    this.#lookups = [
      ...of('ip', shared.addresses.slice(0, MOST_ADDRESSES)),
      ...of('secret', shared.items.slice(0, MOST_ITEMS)),
    ];
  }

  next(): readonly Lookup[] {
    if (this.#started) return [];
    this.#started = true;
    return this.#lookups;
  }

  take({ criterion: { kind, value } }: Lookup, event: ApiEvent): void {
    if (this.#shared.own.has(identityOf(event.principal, 'arn').key)) return;
    if (kind === 'secret' && !readItemsOf(event).includes(value)) return;
    const id = event.eventID || JSON.stringify(event.record);
    const number = textNumber(`${kind} ${value} ${id}`, THREAD_HASH_KEY);
    if (this.#seen.has(number)) return;
    this.#seen.add(number);
    const key = `${kind} ${value}`;
    let others = this.#others.get(key);
    if (others === undefined) this.#others.set(key, (others = new Map<string, Other>()));
    const identity = identityOf(event.principal, 'issuer').key;
    let other = others.get(identity);
    if (other === undefined) others.set(identity, (other = { span: new Span(), count: 0, failed: 0 }));
    other.count++;
    if (hasFailed(event)) other.failed++;
    const time = parseEventTime(event.eventTime);
    if (time !== undefined) other.span.add(time, true);
  }

  result(): Others {
    const { addresses, items } = this.#shared;
    return {
      onAddresses: this.#othersOf('ip', addresses.slice(0, MOST_ADDRESSES)),
      ofItems: this.#othersOf('secret', items.slice(0, MOST_ITEMS)),
      notFollowed: {
        addresses: Math.max(0, addresses.length - MOST_ADDRESSES),
        items: Math.max(0, items.length - MOST_ITEMS),
      },
    };
  }

  /** Those of each value that has any. */
  #othersOf(kind: Criterion['kind'], values: readonly string[]): OthersOf[] {
    return values.flatMap((value) => {
      const others = this.#others.get(`${kind} ${value}`);
      if (others === undefined) return [];
      const callers = [...others].map(callerOf).sort(compareCallers);
      return [
        { value, callers: callers.slice(0, MOST_CALLERS), more: Math.max(0, callers.length - MOST_CALLERS) },
      ];
    });
  }
}

function callerOf([identity, { span, count, failed }]: readonly [string, Other]): OtherCaller {
  const timed = span.first !== Infinity;
  return {
    identity,
    count,
    failed,
    first: timed ? formatInstant(span.first) : '',
    last: timed ? formatInstant(span.last) : '',
  };
}

function compareCallers(a: OtherCaller, b: OtherCaller): number {
  return b.count - a.count || compareTexts(a.identity, b.identity);
}
