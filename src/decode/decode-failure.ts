import type { ObjectOutcome } from '../model/coverage.js';

/** What went wrong with an object, as its outcome carries it. */
export type DecodeFailure = NonNullable<ObjectOutcome['failure']>;
