import type { DropReason } from '../../model/coverage.js';
import type { Identity, IdentityMode } from '../../model/identity.js';
import type { Retrieval } from '../../model/retrieval.js';
import { type NeedleFinder, needleFinder } from '../reference/needles.js';
import type { ApiEvent } from './api-event.js';
import { identityOf } from './identity-key.js';
import { BATCH_GET, GET, SECRETS_MANAGER } from './secrets-manager.js';

/** Which records count, whose they are, and what is distinct about them. */
export interface Selection {
  /** Finds what every record that counts has in its text; `null`: any record may count. */
  readonly findMatches: NeedleFinder | null;
  /** Whether any of the following asks for a call's whole record. */
  readonly readsRecords: boolean;
  /** What a call counts as, by its record's own top level; undefined when it does not count. */
  readonly kindOf: (call: ApiEvent) => Retrieval['kind'] | undefined;
  /** Why a call that matches must not count, if so. */
  readonly refused: (call: ApiEvent) => DropReason | undefined;
  /** The name of what leaves a call out before anything is counted, if anything does. */
  readonly excludedBy: (call: ApiEvent, time: number) => string | undefined;
  /** Whose a call is; undefined when it is nobody's and must not count. */
  readonly identityOf: (call: ApiEvent, mode: IdentityMode) => Identity | undefined;
  /** What is counted as distinct in a call that is no batch; undefined: the secret that it asks for. */
  readonly distinctOf: (call: ApiEvent) => readonly string[] | undefined;
  /** Whether failed calls count like all others, because it is they that are asked for. */
  readonly failuresCount: boolean;
}

/** Retrievals of secrets, with batch calls as their context. */
export const RETRIEVALS: Selection = {
  // Also found in `BatchGetSecretValue`.
  findMatches: needleFinder([GET]),
  readsRecords: false,
  kindOf({ eventSource, eventName }) {
    if (eventSource !== SECRETS_MANAGER) return undefined;
    switch (eventName) {
      case GET:
        return 'get';
      case BATCH_GET:
        return 'batch';
      default:
        return undefined;
    }
  },
  refused: (call) => (isManagement(call) ? undefined : 'notManagement'),
  excludedBy: () => undefined,
  identityOf: ({ principal }, mode) => identityOf(principal, mode),
  distinctOf: () => undefined,
  failuresCount: false,
};

/**
 * Calls of Secrets Manager are management events. A VPC endpoint's network activity event tells of the same call once
 * more, under an event id of its own. Old records, and those of other makers, do not say what they are.
 */
function isManagement({ eventCategory, managementEvent }: ApiEvent): boolean {
  return (eventCategory === '' || eventCategory === 'Management') && managementEvent;
}
