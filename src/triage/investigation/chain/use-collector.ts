import type { ApiEvent } from '../../../decode/cloudtrail/api-event.js';
import { formatInstant, parseEventTime } from '../../../model/time.js';
import { Counter, Span } from '../../evidence/counters.js';
import { readItemsOf } from '../../search/criteria/item.js';
import { hasFailed, serviceOf } from '../record-values.js';
import type { CredentialUse } from '../investigation.js';
import type { CredentialCaller } from './credential-caller.js';

/** What was done with one access key. */
export class UseCollector {
  readonly caller: CredentialCaller;
  readonly span = new Span();
  #failed = 0;
  readonly #addresses = new Counter();
  readonly #userAgents = new Counter();
  readonly #names = new Counter();
  readonly #items = new Counter();

  /** @param caller of its first call */
  constructor(caller: CredentialCaller) {
    this.caller = caller;
  }

  /** Adds a call. */
  add(event: ApiEvent): void {
    const time = parseEventTime(event.eventTime);
    if (time === undefined) this.span.count++;
    else this.span.add(time, true);
    if (event.sourceIPAddress !== '') this.#addresses.add(event.sourceIPAddress);
    if (event.userAgent !== '') this.#userAgents.add(event.userAgent);
    this.#names.add(`${serviceOf(event)} ${event.eventName}`);
    if (hasFailed(event)) this.#failed++;
    else for (const item of new Set(readItemsOf(event))) this.#items.add(item);
  }

  use(): CredentialUse {
    const { count, first, last } = this.span;
    return {
      calls: count,
      failed: this.#failed,
      first: first === Infinity ? '' : formatInstant(first),
      last: first === Infinity ? '' : formatInstant(last),
      addresses: this.#addresses.counted(),
      userAgents: this.#userAgents.counted(),
      names: this.#names.counted(),
      items: this.#items.counted(),
    };
  }
}

/** What was done with a key of which no call was found. */
export const NO_USE: CredentialUse = {
  calls: 0,
  failed: 0,
  first: '',
  last: '',
  addresses: [],
  userAgents: [],
  names: [],
  items: [],
};
