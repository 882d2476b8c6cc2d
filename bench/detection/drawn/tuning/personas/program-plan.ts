import type { AgentKind } from '../agents.js';
import type { Span } from '../calendar.js';
import type { DrawnSecret } from '../catalogue.js';
import type { Choose } from '../choosing.js';
import type { Origin } from '../networks/origin.js';
import type { Runtime } from '../organisation.js';
import type { ReadingStyle } from '../reading.js';
import type { SessionNaming } from '../sessions.js';
import type { Permission, NewPrincipal } from '../world.js';

/** A program with everything drawn but what the persona has fixed. */
export interface ProgramPlan {
  readonly persona: string;
  readonly span: Span;
  /** Times of its runs, in order. */
  readonly times: readonly number[];
  readonly choose: Choose;
  /** What it is there to read. */
  readonly own: readonly DrawnSecret[];
  readonly name?: string;
  readonly kind?: NewPrincipal['kind'];
  readonly sort?: NewPrincipal['sort'];
  readonly runtime?: Runtime;
  readonly agent?: AgentKind;
  readonly session?: SessionNaming;
  readonly origin?: Origin;
  /** Each run has credentials of its own. */
  readonly perRun?: boolean;
  /** All instances read in each run, rather than one. */
  readonly together?: boolean;
  readonly slots?: number;
  readonly permission?: Permission;
  readonly style?: ReadingStyle;
  readonly scaleOuts?: boolean;
}
