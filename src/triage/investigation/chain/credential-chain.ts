import { compareTexts } from '../../../base/compare-texts.js';
import type { ChainEnd, CredentialChain, CredentialNode } from '../investigation.js';
import type { CredentialCaller } from './credential-caller.js';
import type { CredentialRecords } from './credential-records.js';
import type { IssuerFollower } from './issuer-follower.js';
import { NO_USE } from './use-collector.js';
import type { UseFollower } from './use-follower.js';

/** Issued keys that were not followed and are shown nonetheless; a service issues them by the million. */
const MOST_SHOWN = 1000;

/** The chain when nothing was followed. */
export const NO_CHAIN: CredentialChain = {
  roots: [],
  depth: 0,
  notFollowed: { up: 0, down: 0, deeper: 0 },
};

/** What a chain is made of. */
export interface FollowedCredentials {
  readonly records: CredentialRecords;
  /** The callers of the records, as they were followed up. */
  readonly subjects: readonly CredentialCaller[];
  readonly issuers: IssuerFollower;
  readonly uses: UseFollower;
  readonly depth: number;
}

/** Puts what was followed together: who issued credentials to which other. */
export function credentialChain(followed: FollowedCredentials): CredentialChain {
  const { issuers, uses, depth } = followed;
  return {
    roots: new Forest(followed).roots(),
    depth,
    notFollowed: {
      up: issuers.notFollowed,
      down: uses.notFollowed,
      deeper: issuers.deeper + uses.deeper,
    },
  };
}

class Forest {
  readonly #followed: FollowedCredentials;
  readonly #found: ReadonlySet<string>;
  readonly #callers = new Map<string, CredentialCaller>();
  readonly #children = new Map<string, string[]>();
  readonly #cycles: ReadonlySet<string>;

  constructor(followed: FollowedCredentials) {
    this.#followed = followed;
    const { records, subjects, issuers, uses } = followed;
    const shown = subjects.filter(({ id }) => issuers.ends.get(id) !== 'limit');
    this.#found = new Set(shown.map(({ id }) => id));
    for (const caller of shown) this.#callers.set(caller.id, caller);
    for (const [key, { caller }] of records.uses) {
      if (uses.followed.has(key)) this.#callers.set(key, caller);
    }
    const isLeftOut = (key: string): boolean => uses.ends.get(key) === 'limit';
    const all = [...records.issues.values()];
    const leftOut = all.filter(({ accessKey }) => isLeftOut(accessKey)).sort((a, b) => a.time - b.time);
    const kept = [...all.filter(({ accessKey }) => !isLeftOut(accessKey)), ...leftOut.slice(0, MOST_SHOWN)];
    for (const { accessKey, caller } of kept) {
      if (!this.#callers.has(caller.id)) this.#callers.set(caller.id, caller);
      this.#children.set(caller.id, [...(this.#children.get(caller.id) ?? []), accessKey]);
    }
    this.#cycles = this.#cycleStarts();
  }

  roots(): CredentialNode[] {
    const { issues } = this.#followed.records;
    return [...this.#callers.keys()]
      .filter((id) => !issues.has(id) || this.#cycles.has(id))
      .map((id) => this.#node(id, true))
      .sort((a, b) => compareTexts(beginningOf(a), beginningOf(b)) || compareTexts(a.name, b.name));
  }

  #node(id: string, isRoot: boolean): CredentialNode {
    const { records, issuers, uses } = this.#followed;
    const issue = records.issues.get(id);
    const caller = this.#callers.get(id);
    const isFound = this.#found.has(id);
    const isCycle = this.#cycles.has(id);
    const end: ChainEnd | undefined = isCycle ? 'cycle' : (isRoot ? issuers.ends : uses.ends).get(id);
    const known = records.uses.get(id)?.use();
    const children = (this.#children.get(id) ?? []).filter((key) => !this.#cycles.has(key));
    return {
      name: issue?.session || (caller?.name ?? id),
      type: caller?.type ?? '',
      accessKey: issue?.accessKey ?? caller?.accessKey ?? '',
      isFound,
      issuedBy: issue?.call ?? null,
      end: end ?? null,
      use: isFound || uses.followed.has(id) ? (known ?? NO_USE) : null,
      issued: children
        .map((key) => this.#node(key, false))
        .sort(
          (a, b) => compareTexts(beginningOf(a), beginningOf(b)) || compareTexts(a.accessKey, b.accessKey),
        ),
    };
  }

  /** One key of each circle of keys that issued each other, the first by text. */
  #cycleStarts(): Set<string> {
    const starts = new Set<string>();
    const done = new Set<string>();
    const { issues } = this.#followed.records;
    for (const first of issues.keys()) {
      const path: string[] = [];
      let id: string | undefined = first;
      while (id !== undefined && !done.has(id) && !path.includes(id)) {
        path.push(id);
        id = issues.get(id)?.caller.id;
      }
      if (id !== undefined && !done.has(id)) starts.add(path.slice(path.indexOf(id)).sort(compareTexts)[0]!);
      for (const each of path) done.add(each);
    }
    return starts;
  }
}

/** The time of its issuing, or that of the first key that it issued. */
function beginningOf({ issuedBy, issued, use }: CredentialNode): string {
  return issuedBy?.time ?? issued[0]?.issuedBy?.time ?? use?.first ?? '';
}
