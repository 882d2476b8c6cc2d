import type { ApiEvent } from '../../../decode/cloudtrail/api-event.js';
import type { CriterionTest } from '../criterion-test.js';
import { ISSUED_KEY_PATHS } from '../issued-key.js';
import { needlesIn } from '../needle.js';

/** Where a record names an access key besides its caller's: the key that it issued, or that it is about. */
const OTHER_PATHS = [...ISSUED_KEY_PATHS, 'requestParameters.accessKeyId'];

/** Calls with an access key, the call that issued it, and calls about it. */
export function accessKeyTest(value: string): CriterionTest | string {
  if (!/^[A-Z0-9]{16,128}$/.test(value)) return 'an access key id is 16 to 128 capital letters and digits';
  return {
    needles: needlesIn(value)!,
    reads: OTHER_PATHS,
    accepts: (event) => event.principal.accessKeyId === value || otherKeysOf(event).includes(value),
  };
}

const keysOfEvents = new WeakMap<ApiEvent, readonly unknown[]>();

/** Many criteria ask for those of one event. */
function otherKeysOf(event: ApiEvent): readonly unknown[] {
  let keys = keysOfEvents.get(event);
  if (keys === undefined)
    keysOfEvents.set(event, (keys = OTHER_PATHS.flatMap((path) => event.valuesAt(path))));
  return keys;
}
