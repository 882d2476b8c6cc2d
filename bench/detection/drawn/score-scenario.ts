import type { IdentityMode } from '../../../src/model/identity.js';
import type { Signal, SignalStatus } from '../../../src/model/signal.js';
import { DAY } from '../../../src/model/time.js';
import type { LabScenario, LabTheft } from './lab-scenario.js';
import { keyOf } from './scenario-state.js';

/** A signal of one of these would alert somebody. */
const ALERTS: ReadonlySet<SignalStatus> = new Set(['medium', 'high', 'critical']);

/** What a signal was about: a theft, ordinary work worth a look, or neither. */
export type Verdict = 'theft' | 'notable' | 'false';

export interface ScoredSignal {
  readonly signal: Signal;
  readonly verdict: Verdict;
  readonly persona: string;
}

export interface ScoredTheft {
  readonly theft: LabTheft;
  readonly persona: string;
  /** Whether a signal that alerts is about one of its identities at its time. */
  readonly found: boolean;
}

export interface ScenarioScore {
  readonly name: string;
  readonly signals: readonly ScoredSignal[];
  /** Thefts that are at least partly in the evaluated time. */
  readonly thefts: readonly ScoredTheft[];
  /** Roles and users times months of 30 days, in thousands. */
  readonly months: number;
  /** By persona: roles and users. */
  readonly personas: ReadonlyMap<string, number>;
}

/** When one identity took part in a theft, epoch seconds. */
interface Part {
  readonly key: string;
  readonly from: number;
  to: number;
}

/** @param warmup days from the start that were not evaluated */
export function score(
  scenario: LabScenario,
  signals: readonly Signal[],
  mode: IdentityMode,
  warmup: number,
): ScenarioScore {
  const { principals, thefts, notable, start, end } = scenario;
  const parts = new Map<string, Part[]>();
  const principalOf = new Map<string, number>();
  for (const call of scenario.calls) {
    const key = keyOf(scenario, call, mode);
    principalOf.set(key, call.principal);
    if (call.theft === null) continue;
    const own = parts.get(call.theft) ?? [];
    const part = own.find((one) => one.key === key);
    if (part === undefined) own.push({ key, from: call.time, to: call.time });
    else part.to = call.time;
    parts.set(call.theft, own);
  }
  const personaOf = (key: string): string => principals[principalOf.get(key) ?? -1]?.persona ?? 'unknown';
  const found = new Set<string>();
  const scored = signals.map((signal): ScoredSignal => {
    const [from, to] = [Date.parse(signal.start) / 1000, Date.parse(signal.end) / 1000];
    const about = [...parts].filter(([, own]) =>
      own.some((part) => signal.identities.includes(part.key) && part.from < to && part.to >= from),
    );
    if (ALERTS.has(signal.status)) for (const [id] of about) found.add(id);
    const isNotable = notable.some(
      (one) => principalOf.get(signal.identity.key) === one.principal && one.from < to && one.to > from,
    );
    const verdict = about.length > 0 ? 'theft' : isNotable ? 'notable' : 'false';
    return { signal, verdict, persona: personaOf(signal.identity.key) };
  });
  const evaluated = start + warmup * DAY;
  const personas = new Map<string, number>();
  for (const { persona } of principals) personas.set(persona, (personas.get(persona) ?? 0) + 1);
  return {
    name: scenario.name,
    signals: scored,
    thefts: thefts.flatMap((theft) => {
      const own = parts.get(theft.id) ?? [];
      if (!own.some(({ to }) => to >= evaluated)) return [];
      return [{ theft, persona: personaOf(own[0]!.key), found: found.has(theft.id) }];
    }),
    months: (principals.length * (end - evaluated)) / (30 * DAY) / 1000,
    personas,
  };
}

export function alerts({ signal }: ScoredSignal): boolean {
  return ALERTS.has(signal.status);
}
