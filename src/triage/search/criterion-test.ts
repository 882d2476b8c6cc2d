import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';

/** How a criterion finds its records. */
export interface CriterionTest {
  /** Texts of which every such record has at least one (see `needlesIn`); `null`: all records must be read. */
  readonly needles: readonly string[] | null;
  /** Paths of the fields that `accepts` reads with `valuesAt`. */
  readonly reads: readonly string[];
  /** Whether a record is one of them. Reads no other field than those that every event has, and those at `reads`. */
  readonly accepts: (event: ApiEvent) => boolean;
}
