import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';

/** How a criterion finds its records. */
export interface CriterionTest {
  /** Texts of which every such record has at least one (see `needleIn`); `null`: all records must be read. */
  readonly needles: readonly string[] | null;
  /** Whether a parsed record is one of them. */
  readonly accepts: (event: ApiEvent) => boolean;
}
