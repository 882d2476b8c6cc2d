import type { LabCall } from '../../lab-scenario.js';
import type { World } from '../company/world.js';
import type { Rng } from '../draw/rng.js';
import type { Prey } from './shape.js';

const PERSONAS: Partial<Record<Prey, readonly string[]>> = {
  workload: [
    'ecs-task',
    'eks-pod',
    'scheduled-task',
    'etl',
    'portal',
    'compute-jobs',
    'csi-driver',
    'previews',
  ],
  instance: ['ec2-service', 'bastion'],
  lambda: ['lambda', 'rotator', 'synthetics'],
  ci: ['ci', 'ci-user', 'self-hosted-runner'],
  key: ['ci-user', 'vendor-user', 'on-premises', 'hosted-site', 'person'],
  iac: ['iac'],
  'person-key': ['person'],
  sso: ['sso-people'],
  assumed: ['assumed-people'],
  vendor: ['vendor-reader', 'vendor-user', 'cspm'],
  reconciler: ['external-secrets', 'gitops', 'csi-driver'],
  notebook: ['notebook', 'assistant', 'bastion'],
  edge: ['edge-fleet', 'roles-anywhere'],
  inventory: ['secret-inventory', 'backup'],
};

/** Nobody steals the credentials of a service. */
const SERVICES = new Set(['on-behalf', 'config-recorder', 'access-analyzer']);

/** Calls of each principal, to choose victims from. */
export class Preys {
  private readonly byPrincipal = new Map<number, LabCall[]>();

  constructor(private readonly w: World) {
    for (const call of w.calls) {
      const list = this.byPrincipal.get(call.principal);
      if (list === undefined) this.byPrincipal.set(call.principal, [call]);
      else list.push(call);
    }
  }

  /** A principal of the kinds that are looked for, or any. */
  choose(rng: Rng, wanted: readonly Prey[]): number {
    const all = [...this.byPrincipal.keys()].filter(
      (principal) => !SERVICES.has(this.w.principals[principal]!.persona),
    );
    const fit = all.filter((principal) => wanted.some((prey) => this.fits(principal, prey)));
    return rng.pick(fit.length > 0 ? fit : all);
  }

  /** The ordinary calls of a principal, in time order. */
  of(principal: number): readonly LabCall[] {
    return this.byPrincipal.get(principal) ?? [];
  }

  /** Its last call at or before a time, or its first; with a key of the prefix where there is one. */
  before(principal: number, time: number, prefix: string): LabCall {
    const all = this.of(principal);
    const long = prefix === 'A' ? all : all.filter(({ accessKeyId }) => accessKeyId.startsWith(prefix));
    const calls = long.length > 0 ? long : all;
    let [low, high] = [0, calls.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (calls[middle]!.time <= time) low = middle;
      else high = middle - 1;
    }
    return calls[low]!;
  }

  private fits(principal: number, prey: Prey): boolean {
    const count = this.of(principal).length;
    if (prey === 'quiet') return count < 30;
    if (prey === 'busy') return count > 1500;
    return PERSONAS[prey]?.includes(this.w.principals[principal]!.persona) ?? false;
  }
}
