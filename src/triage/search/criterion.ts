import { TrailspikeError } from '../../model/errors.js';
import { accessKeyTest } from './criteria/access-key.js';
import { addressTest } from './criteria/address.js';
import { eventIdTest } from './criteria/event-id.js';
import { identityTest } from './criteria/identity.js';
import { itemTest } from './criteria/item.js';
import type { CriterionTest } from './criterion-test.js';

/** What records have in common that an investigation looks for. Plain data. */
export interface Criterion {
  readonly kind: CriterionKind;
  /** As the user writes it. */
  readonly value: string;
}

/** The kinds, by name: what each makes of a value, or what is wrong with the value. */
const KINDS = {
  identity: identityTest,
  'access-key': accessKeyTest,
  ip: addressTest,
  secret: itemTest,
  'event-id': eventIdTest,
} as const satisfies Readonly<Record<string, (value: string) => CriterionTest | string>>;

export type CriterionKind = keyof typeof KINDS;

export const CRITERION_KINDS = Object.keys(KINDS) as readonly CriterionKind[];

/** @throws TrailspikeError E_USAGE for a value that the kind cannot have */
export function testOf({ kind, value }: Criterion): CriterionTest {
  const test = KINDS[kind](value);
  if (typeof test !== 'string') return test;
  throw new TrailspikeError('E_USAGE', `--${kind} ${JSON.stringify(value)}: ${test}`);
}
