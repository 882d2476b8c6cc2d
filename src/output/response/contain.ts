import { shellArgument, shellLine } from '../../base/shell-text.js';
import { itemParts } from '../../model/item-key.js';
import type { Signal } from '../../model/signal.js';
import type { ItemEvidence, SignalEvidence } from '../../model/signal-evidence.js';
import type { Command } from './command.js';

/*
 * Lines for the AWS CLI. They are printed, never run. Revoking denies a role what its older sessions ask for, as the
 * console's "Revoke active sessions" does (IAM user guide, "Revoking IAM role temporary security credentials").
 */

const REVOKED = 'AWSRevokeOlderSessions';

const SESSION = /^arn:[^:]+:sts::(\d*):assumed-role\/([^/]+)\//;
const ROLE = /^arn:[^:]+:iam::(\d*):role\/(?:.*\/)?([^/]+)$/;
const USER = /^arn:[^:]+:iam::(\d*):user\/(?:.*\/)?([^/]+)$/;

/** How to end what the identities of a signal can do with the credentials that they have. */
export function revokeCommands(
  { identities }: Pick<Signal, 'identities'>,
  accessKeys: SignalEvidence['accessKeys'],
): Command[] {
  const commands = new Map<string, Command>();
  for (const key of identities) {
    const command = revoke(key, accessKeys);
    commands.set(command.text, command);
  }
  return [...commands.values()];
}

function revoke(key: string, accessKeys: SignalEvidence['accessKeys']): Command {
  const role = SESSION.exec(key) ?? ROLE.exec(key);
  if (role !== null) return revokeRole(role[1]!, role[2]!);
  const user = USER.exec(key);
  if (user !== null) return revokeUser(user[1]!, user[2]!, accessKeys);
  return {
    title: `End the sessions of ${key}`,
    text: '# No role and no user of IAM: revoke it where it signs in.',
  };
}

function revokeRole(account: string, role: string): Command {
  const title = `Revoke the sessions of the role ${role}, in the account ${account}`;
  if (role.startsWith('AWSReservedSSO_')) {
    return {
      title,
      text:
        '# Roles of IAM Identity Center cannot be changed in the account. End the sign-in session of the person there\n' +
        '# and disable the user; sessions that exist last until they expire, unless a service control policy denies them.',
    };
  }
  const policy = (time: string): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: ['*'],
          Resource: ['*'],
          Condition: { DateLessThan: { 'aws:TokenIssueTime': time } },
        },
      ],
    });
  const [before = '', after = ''] = policy('\0').split('\\u0000');
  const document = `'${before}'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'${after}'`;
  return {
    title,
    text: `${shellLine(['aws', 'iam', 'put-role-policy', '--role-name', role, '--policy-name', REVOKED])} --policy-document ${document}`,
  };
}

function revokeUser(account: string, user: string, accessKeys: SignalEvidence['accessKeys']): Command {
  const keys = accessKeys.filter(({ kind }) => kind === 'long-term').map(({ id }) => id);
  const disable = (id: string): string =>
    shellLine([
      'aws',
      'iam',
      'update-access-key',
      '--user-name',
      user,
      '--status',
      'Inactive',
      '--access-key-id',
      id,
    ]);
  return {
    title: `Disable the access keys of the user ${user}, in the account ${account}`,
    text:
      keys.length > 0
        ? keys.map(disable).join('\n')
        : `${shellLine(['aws', 'iam', 'list-access-keys', '--user-name', user])}\n${disable('KEY')}`,
  };
}

/** An item as the commands need it. */
export type Containable = Pick<ItemEvidence, 'key' | 'id' | 'arn'>;

/**
 * How to give new values to items, a line each.
 * @param family the event family of the items; null where it is not known
 * @returns nothing where the family has no such command
 */
export function rotateCommand(items: readonly Containable[], family: string | null): Command | undefined {
  const form = family === null ? undefined : FORMS[family];
  if (form === undefined || items.length === 0) return undefined;
  const text = items
    .map((item) => {
      const { region, accountId, name } = itemParts(item.key);
      const id = item.arn ?? (item.id === '' ? name : item.id);
      return `${form.command(id, region)}${accountId === '' ? '' : `  # account ${accountId}`}`;
    })
    .join('\n');
  return { title: form.title(items.length), text };
}

interface RotationForm {
  readonly title: (items: number) => string;
  readonly command: (id: string, region: string) => string;
}

const FORMS: Readonly<Record<string, RotationForm>> = {
  secretsmanager: {
    title: (items) =>
      `Rotate ${items === 1 ? 'the secret' : `the ${items} secrets`}; one without a rotation function needs ` +
      'put-secret-value with a value that you changed where it is used',
    command: (id, region) =>
      shellLine(['aws', 'secretsmanager', 'rotate-secret', ...regionOption(region), '--secret-id', id]),
  },
  ssm: {
    title: (items) => `Replace ${items === 1 ? 'the parameter' : `the ${items} parameters`}`,
    command: (id, region) =>
      `${shellLine(['aws', 'ssm', 'put-parameter', ...regionOption(region), '--overwrite', '--name', id])} --value ${shellArgument('NEW VALUE')}`,
  },
};

function regionOption(region: string): string[] {
  return region === '' ? [] : ['--region', region];
}
