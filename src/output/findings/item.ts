import type { EventFamily } from '../../families/event-family.js';
import { FAMILIES } from '../../families/registry.js';
import type { Signal } from '../../model/signal.js';
import type { SignalEvidence } from '../../model/signal-evidence.js';
import type { RuleResult } from '../../main-thread/result.js';
import { itemParts } from '../../model/item-key.js';
import { partitionOf } from '../../model/partition.js';

/** An item of a signal, from its key `REGION:ACCOUNT:NAME`. */
export interface Item {
  readonly key: string;
  /** Its parts; the whole key as name, and no region and account, where the key has another form. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /**
   * Its ARN, as far as records say it: that of a secret ends without the six random characters. Undefined where the
   * family is not known, or where the name has characters that names of the service cannot have.
   */
  readonly arn: string | undefined;
}

/** How a service writes ARNs, which names it allows, and what AWS calls the type of the resource. */
interface ArnForm {
  readonly resource: string;
  readonly names: RegExp;
  readonly cloudFormationType: string;
  readonly securityHubType: string;
}

/** By the name of the event family. The names are those of CreateSecret and PutParameter in AWS's API references. */
const FORMS: Readonly<Record<string, ArnForm>> = {
  secretsmanager: {
    resource: 'secret:',
    names: /^[\w/+=.@-]{1,512}$/,
    cloudFormationType: 'AWS::SecretsManager::Secret',
    securityHubType: 'AwsSecretsManagerSecret',
  },
  ssm: {
    resource: 'parameter/',
    names: /^[\w./-]{1,2048}$/,
    cloudFormationType: 'AWS::SSM::Parameter',
    securityHubType: 'Other',
  },
};

/** The event family of a rule's items, where all of them are of one. */
export function familyOf({ subject }: Pick<RuleResult, 'subject'>): EventFamily | undefined {
  return FAMILIES.find(({ calls }) => subject.retrievals.some((name) => Object.hasOwn(calls, name)));
}

export function itemOf(key: string, family: EventFamily | undefined): Item {
  const { region, accountId, name } = itemParts(key);
  const form = formOf(family);
  const isReal = region !== '' && form !== undefined && form.names.test(name);
  const partition = partitionOf(region).id;
  const arn = isReal
    ? `arn:${partition}:${family!.name}:${region}:${accountId}:${form.resource}${name}`
    : undefined;
  return { key, name, region, accountId, arn };
}

/** The items of a signal, the new ones first: with their complete ARNs, and all of them, where there is evidence. */
export function itemsOf(
  signal: Signal,
  evidence: SignalEvidence | undefined,
  family: EventFamily | undefined,
): Item[] {
  // Where a bucket was too large to count exactly, evidence that is not complete may know fewer than the signal.
  const exact = evidence?.items ?? [];
  const known = new Set(exact.map(({ key }) => key));
  return [
    ...exact.map(({ key, arn }) => {
      const item = itemOf(key, family);
      return { ...item, arn: arn ?? item.arn };
    }),
    ...signal.evidence.secrets.filter((key) => !known.has(key)).map((key) => itemOf(key, family)),
  ];
}

/** What CloudFormation calls the type of a family's items; undefined where it is not known. */
export function cloudFormationType(family: EventFamily | undefined): string | undefined {
  return formOf(family)?.cloudFormationType;
}

/** What Security Hub calls it; `Other` where it has no name for it. */
export function securityHubType(family: EventFamily | undefined): string {
  return formOf(family)?.securityHubType ?? 'Other';
}

function formOf(family: EventFamily | undefined): ArnForm | undefined {
  return family === undefined ? undefined : FORMS[family.name];
}
