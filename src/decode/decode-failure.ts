import type { ObjectOutcome } from '../model/coverage.js';

/** What went wrong in an object: the `failure` of its outcome. */
export type DecodeFailure = NonNullable<ObjectOutcome['failure']>;
