import { TrailspikeError } from '../../model/errors.js';
import { BUILT_IN_RULE } from '../built-in.js';
import { resolveRule } from '../parse-rule.js';
import type { Rule } from '../rule.js';
import accessDenied from './access-denied.json' with { type: 'json' };
import apiGatewayKeys from './api-gateway-keys.json' with { type: 'json' };
import assumedRoles from './assumed-roles.json' with { type: 'json' };
import deletedKinds from './deleted-kinds.json' with { type: 'json' };
import deletions from './deletions.json' with { type: 'json' };
import ec2Passwords from './ec2-passwords.json' with { type: 'json' };
import federationTokens from './federation-tokens.json' with { type: 'json' };
import kmsDecrypt from './kms-decrypt.json' with { type: 'json' };
import rdsTokens from './rds-tokens.json' with { type: 'json' };
import s3Buckets from './s3-buckets.json' with { type: 'json' };
import s3Objects from './s3-objects.json' with { type: 'json' };
import sharedSnapshots from './shared-snapshots.json' with { type: 'json' };
import ssmParameters from './ssm-parameters.json' with { type: 'json' };

/** Rules for one question. */
export interface Pack {
  /** One line: what it looks for. */
  readonly description: string;
  /** Files of rules, as Datadog has them, in the order in which they are listed. */
  readonly files: readonly unknown[];
  /** Whether the built-in rule is the first of its rules. */
  readonly builtIn: boolean;
}

/**
 * The packs by name. Their queries are those of Datadog's published anomaly rules about CloudTrail where there is such a
 * rule, or are written in their manner.
 */
export const PACKS = {
  credentials: {
    description: 'secrets, parameters, passwords, tokens and keys that an identity takes',
    files: [ssmParameters, ec2Passwords, rdsTokens, kmsDecrypt, apiGatewayKeys],
    builtIn: true,
  },
  identity: {
    description: 'roles, sessions and permissions that an identity tries',
    files: [assumedRoles, federationTokens, accessDenied],
    builtIn: false,
  },
  data: {
    description: 'objects that an identity reads, and snapshots that it shares',
    files: [s3Buckets, s3Objects, sharedSnapshots],
    builtIn: false,
  },
  destruction: {
    description: 'what an identity deletes',
    files: [deletedKinds, deletions],
    builtIn: false,
  },
} as const satisfies Readonly<Record<string, Pack>>;

export type PackName = keyof typeof PACKS;

export const PACK_NAMES = Object.keys(PACKS) as PackName[];

/**
 * The pack with this name.
 * @throws TrailspikeError E_RULE if there is none
 */
export function packOf(name: string): Pack {
  if (!isPackName(name)) {
    throw new TrailspikeError('E_RULE', `there is no pack of rules "${name}"`, {
      hint: `Name one of ${PACK_NAMES.join(', ')}.`,
    });
  }
  return PACKS[name];
}

/**
 * The rules of the pack with this name.
 * @throws TrailspikeError E_RULE if there is none
 * @example const rules = packRules('credentials');
 */
export function packRules(name: string): Rule[] {
  const { files, builtIn } = packOf(name);
  return [...(builtIn ? [BUILT_IN_RULE] : []), ...files.map((json) => resolveRule(json, `pack ${name}`))];
}

function isPackName(name: string): name is PackName {
  return Object.hasOwn(PACKS, name);
}
