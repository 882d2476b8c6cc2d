import type { Environment, Organisation } from './model.js';
import type { Random } from './random.js';

/** How an organisation names its secrets and roles. */
export interface Naming {
  readonly secretName: (service: string, env: Environment, type: string) => string;
  readonly roleName: Organisation['roleName'];
}

/** Draws how an organisation names its secrets and roles. */
export function makeNaming(r: Random, name: string): Naming {
  const scheme = r.int(0, 4);
  const long = {
    prod: r.pick(['prod', 'production', 'prd']),
    staging: r.pick(['staging', 'stg', 'uat']),
    dev: r.pick(['dev', 'development']),
  };
  const secretName: Naming['secretName'] = (service, env, type) =>
    [
      `${long[env]}/${service}/${type}`,
      `/${name}/${long[env]}/${service}/${type}`,
      `${service}-${type}-${long[env]}`,
      `${service}/${type}`,
      `${service}_${type}_${long[env]}`.toUpperCase().replaceAll('-', '_'),
    ][scheme]!;
  const roleScheme = r.int(0, 3);
  const camel = (s: string): string => s.replace(/(^|[-_ ])(\w)/g, (_, __, c: string) => c.toUpperCase());
  const roleName: Naming['roleName'] = (q, base, kind) =>
    [
      `${base}-${kind}`,
      `${camel(base)}${camel(kind)}Role-${q.upper(12)}`,
      `${camel(base)}Stack-${camel(kind)}ServiceRole${q.hex(8).toUpperCase()}-${q.mixed(12)}`,
      `${base}-${kind}-2024${q.digits(18)}`,
    ][q.chance(0.75) ? roleScheme : q.int(0, 3)]!;
  return { secretName, roleName };
}
