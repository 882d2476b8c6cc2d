/** What a generator of drawn organisations yields: who exists, every call of Secrets Manager, and what really happened. */
export interface LabScenario {
  /** Family of generators and seed: `tuning/12`. */
  readonly name: string;
  /** Activity lies in `[start, end)`, epoch seconds; both are midnights (UTC). */
  readonly start: number;
  readonly end: number;
  readonly principals: readonly LabPrincipal[];
  /** In time order. */
  readonly calls: readonly LabCall[];
  readonly thefts: readonly LabTheft[];
  readonly notable: readonly NotableTime[];
}

/** A role or a user. */
export interface LabPrincipal {
  /** ARN in IAM, with its path: `arn:aws:iam::111122223333:role/service-role/orders-api-1A2B3C4D5E6F`. */
  readonly arn: string;
  readonly kind: 'role' | 'user';
  readonly accountId: string;
  /** Which processes it was drawn from, for tables alone; detectors must not read it. */
  readonly persona: string;
}

/** The calls of Secrets Manager that a trail records as management events. */
export type LabCallName =
  | 'GetSecretValue'
  | 'BatchGetSecretValue'
  | 'ListSecrets'
  | 'DescribeSecret'
  | 'CreateSecret'
  | 'PutSecretValue'
  | 'UpdateSecret'
  | 'RotateSecret'
  | 'RestoreSecret'
  | 'ReplicateSecretToRegions'
  | 'TagResource'
  | 'DeleteSecret';

export interface LabSecret {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** The six random characters at the end of its ARN. */
  readonly suffix: string;
}

/** One call, as a trail records it. */
export interface LabCall {
  readonly name: LabCallName;
  /** Epoch seconds, whole. */
  readonly time: number;
  /** Index into `principals`. */
  readonly principal: number;
  /** Role session name; null for a user. */
  readonly session: string | null;
  /** `ASIA…` of a session, `AKIA…` of a user's key; 20 characters. */
  readonly accessKeyId: string;
  /** `sourceIPAddress`: an address, or the name of an AWS service that called on behalf of the principal. */
  readonly address: string;
  readonly userAgent: string;
  readonly vpcEndpointId: string | null;
  readonly region: string;
  /** The secret that is named; null for ListSecrets and for a batch call. */
  readonly secret: LabSecret | null;
  /** Of a ReplicateSecretToRegions: where to. */
  readonly replicaRegion?: string;
  /** Whether the caller names the secret by its whole ARN, or by its name. Another account's needs the ARN. */
  readonly by: 'arn' | 'name';
  /** Of a BatchGetSecretValue: the secrets that it lists, or the filters. */
  readonly batch:
    | { readonly list: readonly LabSecret[] }
    | {
        readonly filters: readonly { readonly key: string; readonly values: readonly string[] }[];
        readonly maxResults: number | null;
      }
    | null;
  /** `errorCode`; null where it succeeded. */
  readonly error: string | null;
  /** Id of the theft that it belongs to. */
  readonly theft: string | null;
}

/** A theft as it really happened. */
export interface LabTheft {
  /** Unique in the scenario. */
  readonly id: string;
  readonly shape: string;
  /**
   * Whether an expert with nothing but these records and enough time could tell it from ordinary work. Say why not in
   * `why` otherwise, such as: "reads two secrets of its own team from its usual place".
   */
  readonly findable: boolean;
  readonly why: string;
}

/** Ordinary work that a careful analyst would nevertheless want to see once: a break-glass drill, a big migration. */
export interface NotableTime {
  /** Index into `principals`. */
  readonly principal: number;
  /** `[from, to)`, epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

/** A family of drawn organisations. The same options give the same scenario. */
export interface ScenarioFamily {
  /** Such as `tuning`. */
  readonly name: string;
  readonly generate: (options: ScenarioOptions) => LabScenario;
}

export interface ScenarioOptions {
  readonly seed: number;
  /** Roles and users. */
  readonly identities: number;
  readonly days: number;
  /** 0 for an organisation without thefts: everything else is the same. */
  readonly thefts: number;
}
