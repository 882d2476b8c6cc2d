import type { LabCall } from '../../lab-scenario.js';
import type { World } from '../company/world.js';
import { groupBy } from '../draw/group.js';
import { DAY, HOUR } from '../draw/time.js';
import { isHosting, originOf } from '../places/network-of.js';
import { netOf, profileOf, secretKey, toolOf, unitOf, type Profile } from './profile.js';

/** What the judge says of a theft. */
export interface Verdict {
  readonly findable: boolean;
  readonly why: string;
}

interface Clue {
  readonly weight: number;
  readonly text: string;
}

/** Compares thefts with what the victim and its peers ordinarily do, before and after. */
export class Judge {
  private readonly units = new Map<string, LabCall[]>();
  private readonly profiles = new Map<string, Profile>();
  private readonly peers = new Map<string, Profile[]>();
  private readonly everyTool = new Map<string, Set<number>>();
  private readonly everyOrigin = new Map<string, Set<number>>();
  private readonly batchers = new Set<number>();

  constructor(private readonly w: World) {
    const add = (map: Map<string, Set<number>>, key: string, principal: number): void => {
      const set = map.get(key) ?? new Set();
      map.set(key, set.add(principal));
    };
    const tools = new Map<string, string>();
    const origins = new Map<string, string>();
    for (const call of w.calls) {
      const unit = unitOf(w, call);
      const list = this.units.get(unit);
      if (list === undefined) this.units.set(unit, [call]);
      else list.push(call);
      const tool = tools.get(call.userAgent) ?? toolOf(call.userAgent);
      tools.set(call.userAgent, tool);
      const origin = origins.get(call.address) ?? originOf(call.address);
      origins.set(call.address, origin);
      if (call.name === 'BatchGetSecretValue') this.batchers.add(call.principal);
      add(this.everyTool, tool, call.principal);
      add(this.everyOrigin, origin, call.principal);
    }
  }

  /** Judges the calls of a theft. */
  judge(calls: readonly LabCall[]): Verdict {
    const byUnit = groupBy(calls, (call) => unitOf(this.w, call));
    const each = [...byUnit].map(([unit, mine]) => this.clues(unit, mine));
    const sum = (clues: readonly Clue[]): number => clues.reduce((total, { weight }) => total + weight, 0);
    const best = each.reduce((a, b) => (sum(b) > sum(a) ? b : a));
    const link = this.link(calls, byUnit.size);
    const clues = link === null ? best : [...best, link];
    const findable = sum(clues) >= 2.8;
    const text =
      clues.length === 0
        ? 'usual secrets from the usual place with the usual tool'
        : clues.map((clue) => clue.text).join('; ');
    return { findable, why: findable ? text : `too little beside ordinary work: ${text}` };
  }

  private clues(unit: string, calls: readonly LabCall[]): Clue[] {
    const profile = this.profile(unit);
    const persona = this.w.principals[calls[0]!.principal]!.persona;
    const human = persona === 'person' || persona.endsWith('-people');
    const place = this.place(profile, calls, human);
    const tools =
      this.group(persona).filter((peer) => peer.tools.size > 1).length / this.group(persona).length;
    const clues = [
      place,
      this.tool(profile, calls, human ? 0 : tools),
      this.twoPlaces(unit, calls),
      this.novelty(profile, calls, persona),
      this.burst(profile, calls),
      this.names(profile, calls),
      this.denials(profile, calls),
      this.hours(profile, calls, human),
    ].filter((clue) => clue !== null);
    const distinct = new Set(calls.filter(({ secret }) => secret !== null).map(secretKey)).size;
    const listed = calls.some(({ name }) => name === 'BatchGetSecretValue');
    // One or two secrets are too few to stand out unless the place does.
    if (distinct <= 2 && !listed && (place?.weight ?? 0) < 1.5)
      return clues.map(({ text }) => ({ weight: 0.4, text }));
    return clues;
  }

  private place(profile: Profile, calls: readonly LabCall[], human: boolean): Clue | null {
    const strange = calls.filter(({ address }) => !profile.nets.has(netOf(address)));
    if (strange.length * 2 < calls.length) return null;
    const origin = originOf(strange[0]!.address);
    if (profile.origins.has(origin))
      return origin === 'private'
        ? null
        : { weight: 0.3, text: `another address of ${origin}, which it also uses` };
    const others = this.everyOrigin.get(origin)?.size ?? 0;
    const common = others / this.w.principals.length;
    const steady = (profile.origins.size <= 3 ? 1 : 0.6) * (profile.calls < 8 ? 0.7 : 1);
    const settled = !human && profile.origins.size <= 2 && profile.calls >= 30;
    const base = origin === 'tor' || settled ? 3 : isHosting(origin) ? 2.4 : human ? 1.2 : 2.5;
    return {
      weight: base * steady * (common > 0.1 ? 0.5 : 1),
      text: `comes from ${origin}, which it never uses otherwise`,
    };
  }

  /** Programs of many peers have shells opened in them, too: then another tool says less. */
  private tool(profile: Profile, calls: readonly LabCall[], mixed: number): Clue | null {
    const agents = [...new Set(calls.map(({ userAgent }) => userAgent))];
    if (agents.every((agent) => profile.agents.has(agent))) return null;
    const tool = agents.map(toolOf).find((name) => !profile.tools.has(name));
    if (tool === undefined) return { weight: 0.4, text: 'another version of its tool' };
    const rare = (this.everyTool.get(tool)?.size ?? 0) < 3;
    return {
      weight: ((profile.tools.size <= 2 ? 1.2 : 0.7) + (rare ? 0.8 : 0)) * (mixed > 0.3 ? 0.6 : 1),
      text: `uses ${tool}, which it never does otherwise`,
    };
  }

  private novelty(profile: Profile, calls: readonly LabCall[], persona: string): Clue | null {
    const news = new Set(
      calls
        .filter((call) => call.secret !== null && call.name !== 'DescribeSecret')
        .map(secretKey)
        .filter((key) => !profile.secrets.has(key)),
    );
    if (news.size === 0) return null;
    const days = new Set(calls.map(({ time }) => Math.floor(time / DAY))).size;
    const aDay = news.size / days;
    const group = this.group(persona)
      .map(({ mostNew }) => mostNew)
      .sort((a, b) => a - b);
    const peer = group[Math.floor(group.length * 0.9)] ?? 0;
    if (aDay <= profile.mostNew)
      return { weight: 0.3, text: `${news.size} secrets new to it, as on other days` };
    const excess = Math.log2(1 + news.size / (1 + profile.mostNew)) * 0.9;
    const fewCalls = profile.calls < 10 ? 0.6 : 1;
    return {
      weight: Math.min(3, excess) * (aDay <= peer ? 0.5 : 1) * fewCalls,
      text: `${news.size} secrets that it reads at no other time`,
    };
  }

  private burst(profile: Profile, calls: readonly LabCall[]): Clue | null {
    const byHour = groupBy(
      calls.filter((call) => call.secret !== null),
      ({ time }) => Math.floor(time / HOUR),
    );
    const most = Math.max(0, ...[...byHour.values()].map((list) => new Set(list.map(secretKey)).size));
    const ratio = most / Math.max(3, profile.mostInHour);
    return ratio > 1.5
      ? {
          weight: Math.min(2, Math.log2(ratio)),
          text: `${most} secrets in an hour; otherwise at most ${profile.mostInHour}`,
        }
      : null;
  }

  private names(profile: Profile, calls: readonly LabCall[]): Clue | null {
    const news = [...new Set(calls.map(({ name }) => name))].filter(
      (name) => name !== 'GetSecretValue' && !profile.names.has(name),
    );
    const regions = new Set(
      calls.map(({ region }) => region).filter((region) => !profile.regions.has(region)),
    );
    const batch = news.includes('BatchGetSecretValue') ? (this.batchers.size < 5 ? 1.4 : 0.6) : 0;
    const weight =
      batch + Math.min(1.6, news.length * 0.8) + (regions.size > 2 ? 1 : regions.size > 0 ? 0.3 : 0);
    const text = [
      ...(news.length > 0 ? [`calls ${news.join(', ')}`] : []),
      ...(regions.size > 0 ? [`in ${regions.size} new regions`] : []),
    ].join(' ');
    return weight > 0 ? { weight, text } : null;
  }

  private denials(profile: Profile, calls: readonly LabCall[]): Clue | null {
    const denied = calls.filter(({ error }) => error !== null).length;
    return denied >= 3 && denied > 2 * profile.mostErrors
      ? { weight: denied > 8 ? 1.5 : 1, text: `${denied} calls are denied` }
      : null;
  }

  private hours(profile: Profile, calls: readonly LabCall[], human: boolean): Clue | null {
    if (!human || profile.calls < 40) return null;
    const odd = calls.filter(({ time }) =>
      [-1, 0, 1].every((d) => !profile.hours.has((Math.floor((time % DAY) / HOUR) + d + 24) % 24)),
    );
    return odd.length * 2 > calls.length ? { weight: 0.8, text: 'at hours at which they never work' } : null;
  }

  /** A key that is in use in two networks within two hours. */
  private twoPlaces(unit: string, calls: readonly LabCall[]): Clue | null {
    const { accessKeyId, time, address } = calls[0]!;
    if (this.profile(unit).nets.has(netOf(address))) return null;
    const near = (this.units.get(unit) ?? []).filter((call) => Math.abs(call.time - time) < 2 * HOUR);
    const twice = near.some(
      (call) => call.accessKeyId === accessKeyId && netOf(call.address) !== netOf(address),
    );
    return twice ? { weight: 0.8, text: 'its key is in use in two places at once' } : null;
  }

  /** The same strange address for several identities. */
  private link(calls: readonly LabCall[], units: number): Clue | null {
    if (units < 3) return null;
    const strange = calls.filter((call) => !this.profile(unitOf(this.w, call)).nets.has(netOf(call.address)));
    return strange.length * 2 > calls.length
      ? { weight: 1.5, text: `${units} identities from the same strange place` }
      : null;
  }

  private group(persona: string): Profile[] {
    let list = this.peers.get(persona);
    if (list === undefined) {
      const units = [...this.units].filter(
        ([, calls]) => this.w.principals[calls[0]!.principal]!.persona === persona,
      );
      list = units.slice(0, 60).map(([unit]) => this.profile(unit));
      this.peers.set(persona, list);
    }
    return list;
  }

  private profile(unit: string): Profile {
    let profile = this.profiles.get(unit);
    if (profile === undefined) this.profiles.set(unit, (profile = profileOf(this.ordinary(unit))));
    return profile;
  }

  /** The calls of a unit; a session name that is nowhere else is compared with its whole role. */
  private ordinary(unit: string): readonly LabCall[] {
    const own = this.units.get(unit);
    if (own !== undefined) return own;
    const principal = Number(unit.split('/')[0]);
    return this.w.calls.filter((call) => call.principal === principal && call.theft === null);
  }
}
