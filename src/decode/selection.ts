import type { DropReason } from '../model/coverage.js';
import type { Identity, IdentityMode } from '../model/identity.js';
import type { Retrieval } from '../model/retrieval.js';
import { type HitFinder, hitFinder } from './hits.js';
import { identityOf } from './identity-key.js';
import { fieldOf, textOf } from './json-field.js';

/** Which records count, whose they are, and what is distinct about them. */
export interface Selection {
  /** Finds what every record that counts has in its text; `null`: any record may count. */
  readonly findHits: HitFinder | null;
  /** What a parsed record counts as, by its own top level; undefined when it does not count. */
  readonly kindOf: (record: unknown) => Retrieval['kind'] | undefined;
  /** Why a record that matches must not count, if so. */
  readonly refused: (record: unknown) => DropReason | undefined;
  /** The name of what leaves a record out before anything is counted, if anything does. */
  readonly excludedBy: (record: unknown, time: number) => string | undefined;
  /** Whose a record is; undefined when it is nobody's and must not count. */
  readonly identityOf: (record: unknown, mode: IdentityMode) => Identity | undefined;
  /** What is counted as distinct in a record that is no batch; undefined: the secret that it asks for. */
  readonly distinctOf: (record: unknown) => readonly string[] | undefined;
  /** Whether failed calls count like all others, because it is they that are asked for. */
  readonly failuresCount: boolean;
}

export const SECRETS_MANAGER = 'secretsmanager.amazonaws.com';

/** Retrievals of secrets, with batch calls as their context. */
export const RETRIEVALS: Selection = {
  // Also found in `BatchGetSecretValue`.
  findHits: hitFinder(['GetSecretValue']),
  kindOf(record) {
    if (textOf(record, 'eventSource') !== SECRETS_MANAGER) return undefined;
    switch (textOf(record, 'eventName')) {
      case 'GetSecretValue':
        return 'get';
      case 'BatchGetSecretValue':
        return 'batch';
      default:
        return undefined;
    }
  },
  refused: (record) => (isManagement(record) ? undefined : 'notManagement'),
  excludedBy: () => undefined,
  identityOf: (record, mode) => identityOf(fieldOf(record, 'userIdentity') ?? {}, mode),
  distinctOf: () => undefined,
  failuresCount: false,
};

/**
 * Calls of Secrets Manager are management events. A VPC endpoint's network activity event tells of the same call once
 * more, under an event id of its own. Old records, and those of other makers, do not say what they are.
 */
function isManagement(record: unknown): boolean {
  const category = textOf(record, 'eventCategory');
  return (category === '' || category === 'Management') && fieldOf(record, 'managementEvent') !== false;
}
