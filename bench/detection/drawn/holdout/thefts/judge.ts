import type { LabCall } from '../../lab-scenario.js';
import { groupBy } from '../base/group.js';
import { blockOf } from '../company/addresses.js';
import type { Nature } from '../base/model.js';
import type { World } from '../company/world.js';
import { identityOf } from '../events/noteworthy.js';
import { type Evidence, EVIDENCE } from './evidence.js';
import { type Record, recordOf, toolOf } from './record.js';
import type { Victim } from './victims.js';

/** Evidence enough for a careful analyst, where 1 is a thing that hardly has an innocent explanation. */
const ENOUGH = 1;
/** How far an analyst trusts a comparison with an identity that has hardly any record. */
const THIN = 0.5;
/** The share of its peers that an identity is compared with. */
const USUAL = 0.97;

export interface Judgement {
  readonly findable: boolean;
  readonly why: string;
}

/**
 * Decides whether a careful analyst with the records of the whole period, those after the theft included, could tell it
 * from the ordinary work of the identities that it used. Knows the ordinary record of each identity and where the
 * company's own calls come from; does not know who the thief is, or what secrets are worth.
 */
export class Judge {
  readonly #victims: ReadonlyMap<string, Victim>;
  readonly #records = new Map<string, Record>();
  readonly #blocks: ReadonlySet<string>;
  readonly #tools: ReadonlySet<string>;
  /** By nature: how many secrets all but a few of that nature read on their fullest day. */
  readonly #usual = new Map<Nature, number>();

  constructor(
    private readonly world: World,
    victims: readonly Victim[],
  ) {
    this.#victims = new Map(victims.map((victim) => [victim.key, victim]));
    const all = victims.flatMap(({ calls }) => calls);
    this.#blocks = new Set(all.map(({ address }) => blockOf(address)));
    this.#tools = new Set(all.map(({ userAgent }) => toolOf(userAgent)));
    for (const [nature, own] of groupBy(victims, ({ principal }) => principal.nature)) {
      const fullest = own.map((victim) => this.#recordOf(victim).distinctAtMost).sort((a, b) => a - b);
      this.#usual.set(nature, fullest[Math.floor(fullest.length * USUAL)] ?? 0);
    }
  }

  /** @param calls all calls of one theft */
  of(calls: readonly LabCall[]): Judgement {
    const parts = [...groupBy(calls, (call) => identityOf(this.world, call))];
    const shared = this.#shared(calls, parts.length);
    const judged = parts.map(([key, own]) => this.#part(key, own));
    const best = judged.reduce((a, b) => (sum(b) > sum(a) ? b : a));
    const all = [...best, ...shared].filter(({ weight }) => weight > 0);
    const said = all.map(({ what, weight }) => `${what} (${weight})`).join(', ');
    const findable = sum(all) >= ENOUGH;
    return { findable, why: findable ? said : `too little that is unusual: ${said || 'nothing'}` };
  }

  #part(key: string, theft: readonly LabCall[]): Evidence[] {
    const victim = this.#victims.get(key) ?? this.#outsider(theft[0]!);
    const record = this.#recordOf(victim);
    const isThin = record.calls.length < 10 || record.activeDays < 2;
    const usual = this.#usual.get(victim.principal.nature) ?? 0;
    const known = { blocks: this.#blocks, tools: this.#tools, usual };
    return EVIDENCE.map(([what, weigh, needsRecord]) => {
      const weight = weigh({ record, theft, victim, known }) * (isThin && needsRecord ? THIN : 1);
      return { what, weight: Math.round(weight * 100) / 100 };
    });
  }

  #recordOf(victim: Victim): Record {
    let record = this.#records.get(victim.key);
    if (record === undefined) this.#records.set(victim.key, (record = recordOf(victim)));
    return record;
  }

  /** A session of a shared role that nobody else uses. */
  #outsider({ principal }: LabCall): Victim {
    const role = this.world.registry.principals[principal]!;
    return {
      key: `outsider ${principal}`,
      principal: role,
      team: role.team,
      site: this.world.company.sites[0]!,
      calls: [],
    };
  }

  /** Several identities that do the same from one unknown place, or with one unknown tool. */
  #shared(calls: readonly LabCall[], identities: number): Evidence[] {
    if (identities < 2) return [];
    const isStrange = calls.some(
      ({ address, userAgent }) => !this.#blocks.has(blockOf(address)) || !this.#tools.has(toolOf(userAgent)),
    );
    const weight = isStrange ? (identities > 2 ? 1 : 0.5) : identities > 2 ? 0.25 : 0;
    return [{ what: `${identities} identities at once`, weight }];
  }
}

function sum(evidence: readonly Evidence[]): number {
  return evidence.reduce((total, { weight }) => total + weight, 0);
}
