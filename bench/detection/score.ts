import type { PersonaName } from '../../src/simulate/persona-name.js';
import type { Finding } from './finding.js';
import type { LabOrganisation, Truth } from './lab-organisation.js';

/** Whether a theft was found, and the seconds from its first call to the end of the first window that signals. */
export interface ScoredTheft {
  readonly organisation: string;
  readonly id: string;
  readonly shape: string;
  readonly persona: PersonaName;
  /** null for a missed theft. */
  readonly delay: number | null;
}

export interface FalseFinding extends Finding {
  readonly organisation: string;
  readonly persona: PersonaName;
}

/** The score of one detector on one organisation. */
export interface Score {
  readonly organisation: string;
  readonly thefts: readonly ScoredTheft[];
  readonly falseFindings: readonly FalseFinding[];
  readonly trueFindings: number;
  /** Simulated days, multiplied by the number of roles and users. */
  readonly principalDays: number;
}

/** A finding matches a theft if it has the same identity and overlaps the time from its first call to its last. */
export function matches(finding: Finding, theft: Truth): boolean {
  return finding.key === theft.key && finding.start <= theft.to && theft.from < finding.end;
}

/** @param findings merged by mergeFindings */
export function score(organisation: LabOrganisation, findings: readonly Finding[]): Score {
  const { name, thefts, identities, principals, days } = organisation;
  const findingsOf = groupByKey(findings);
  const theftsOf = groupByKey(thefts);
  const personas = new Map(identities.map(({ key, persona }) => [key, persona]));
  const isTrue = (finding: Finding): boolean =>
    (theftsOf.get(finding.key) ?? []).some((theft) => matches(finding, theft));
  const falseFindings = findings.filter((finding) => !isTrue(finding));
  return {
    organisation: name,
    thefts: thefts.map((theft) => {
      const { id, shape, persona, key, from } = theft;
      const found = (findingsOf.get(key) ?? []).filter((finding) => matches(finding, theft));
      // A finding that began before the theft counts as delay 0.
      const delay = Math.max(0, Math.min(...found.map(({ alertAt }) => alertAt)) - from);
      return { organisation: name, id, shape, persona, delay: found.length === 0 ? null : delay };
    }),
    falseFindings: falseFindings.map((finding) => ({
      ...finding,
      organisation: name,
      persona: personas.get(finding.key)!,
    })),
    trueFindings: findings.length - falseFindings.length,
    principalDays: principals.length * days,
  };
}

function groupByKey<Item extends { readonly key: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.key);
    if (group) group.push(item);
    else groups.set(item.key, [item]);
  }
  return groups;
}
