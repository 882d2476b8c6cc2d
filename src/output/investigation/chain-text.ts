import { roleKeyOf } from '../../model/identity.js';
import type { ChainEnd, CredentialChain, CredentialNode } from '../../triage/investigation/investigation.js';

const MOST_LINES = 60;
/** So many alike below one caller are one line. */
const MOST_ALIKE = 3;

/** Why nothing is known above or below a credential, as words; none for one that needs no issuer. */
export const CHAIN_ENDS: Readonly<Record<ChainEnd, string>> = {
  origin: '',
  'not-found': 'who began it was not found',
  'other-account': 'of an account without a record of it',
  depth: 'not followed: deeper than --depth',
  limit: 'not followed: more than 100 keys at this level',
  cycle: 'the records issue it in a circle',
};

/** Who issued credentials to which other, as an indented tree: what the records were made with is marked by `*`. */
export function chainLines({ roots, depth, notFollowed }: CredentialChain): string[] {
  // A caller of the records that neither was issued nor issued anything is in the other lists.
  const telling = roots.filter(({ issued, type }) => issued.length > 0 || type === 'AssumedRole');
  if (telling.length === 0) return [];
  const rows = rowsOf(telling, 0);
  const lines = ['', 'issued credentials (* are those of the records):', ...rows.slice(0, MOST_LINES)];
  if (rows.length > MOST_LINES) lines.push(`  … and ${rows.length - MOST_LINES} more (--json has all)`);
  const { up, down, deeper } = notFollowed;
  if (up > 0) lines.push(`  who issued ${up} more keys was not looked for: more than 100 at one level`);
  if (down > 0)
    lines.push(`  the use of ${down} more issued keys was not looked for: more than 100 at one level`);
  if (deeper > 0)
    lines.push(
      `  ${deeper} ${deeper === 1 ? 'key' : 'keys'} deeper than --depth ${depth} ${deeper === 1 ? 'was' : 'were'} not followed`,
    );
  return lines;
}

function rowsOf(nodes: readonly CredentialNode[], level: number): string[] {
  const groups = new Map<string, CredentialNode[]>();
  for (const node of nodes) {
    const key = node.issued.length > 0 ? `${node.accessKey} ${node.name}` : likeness(node);
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()].flatMap((alike) =>
    alike.length > MOST_ALIKE
      ? [groupLine(alike, level)]
      : alike.flatMap((node) => [nodeLine(node, level), ...rowsOf(node.issued, level + 1)]),
  );
}

/** The same for nodes that one line can stand for. */
function likeness({ name, issuedBy, end, isFound, use }: CredentialNode): string {
  return JSON.stringify([roleKeyOf(name), issuedBy?.eventName, end, isFound, use === null]);
}

function groupLine(alike: readonly CredentialNode[], level: number): string {
  const [first, last] = [alike[0]!, alike.at(-1)!];
  const calls = alike.reduce((sum, { use }) => sum + (use?.calls ?? 0), 0);
  const when =
    first.issuedBy === null
      ? ''
      : `${first.issuedBy.time} to ${last.issuedBy?.time ?? ''} ${first.issuedBy.eventName} `;
  const used = first.use === null ? '' : `, ${calls} calls`;
  return `${marked(first, level)}${when}${alike.length} keys of ${roleKeyOf(first.name)}${used}${endOf(first)}`;
}

function nodeLine(node: CredentialNode, level: number): string {
  const { name, type, accessKey, issuedBy, use } = node;
  const by =
    issuedBy === null
      ? ''
      : `${issuedBy.time} ${issuedBy.eventName} from ${issuedBy.address} (${issuedBy.eventID}): `;
  const key = accessKey === '' ? type : accessKey;
  const source = issuedBy?.sourceIdentity ? `, source identity ${issuedBy.sourceIdentity}` : '';
  return `${marked(node, level)}${by}${name}${key === '' ? '' : ` (${key})`}${source}${usedFor(use)}${endOf(node)}`;
}

function marked({ isFound }: CredentialNode, level: number): string {
  return `${isFound ? '*' : ' '} ${'  '.repeat(level)}${level === 0 ? '' : '└ '}`;
}

function endOf({ end }: CredentialNode): string {
  return end === null || CHAIN_ENDS[end] === '' ? '' : `; ${CHAIN_ENDS[end]}`;
}

function usedFor(use: CredentialNode['use']): string {
  if (use === null) return '';
  if (use.calls === 0) return ': not used';
  const { calls, failed, first, last, items, addresses } = use;
  const parts = [
    `${calls} ${calls === 1 ? 'call' : 'calls'}${failed === 0 ? '' : ` (${failed} failed)`} ${first} to ${last}`,
    ...(items.length === 0 ? [] : [`${items.length} secrets or parameters`]),
    ...(addresses.length === 0
      ? []
      : [`from ${addresses[0]!.value}${addresses.length > 1 ? ` and ${addresses.length - 1} more` : ''}`]),
  ];
  return `: ${parts.join(', ')}`;
}
