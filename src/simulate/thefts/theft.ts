import type { Session } from '../principal.js';
import type { RetrievalEvent } from '../retrieval-event.js';
import type { TheftShapeName } from './theft-shape.js';

/** A theft, planned completely before the first day. */
export interface Theft {
  /** `theft-1`, `theft-2`, … */
  readonly id: string;
  readonly shape: TheftShapeName;
  /** The identity that it uses. */
  readonly session: Session;
  /** Its calls in time order. */
  readonly events: readonly RetrievalEvent[];
}
