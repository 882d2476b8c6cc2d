/** Kinds of caller. Each is described where it is made, in personas/. */
export type PersonaName =
  | 'lambda'
  | 'operator'
  | 'nightly'
  | 'weekly'
  | 'month-end'
  | 'ci'
  | 'job-runs'
  | 'person'
  | 'administrator'
  | 'rotation'
  | 'tenants'
  | 'container'
  | 'instance'
  | 'legacy-user'
  | 'cross-account'
  | 'fleet'
  | 'batch-loader';
