/** From where a call comes. */
export interface Place {
  /** IPv4, IPv6, or the name of an AWS service. */
  readonly address: string;
  readonly vpcEndpointId: string | null;
}

/** Where the instance (or person's device) with number `n`, a 32-bit hash, is at a time. Pure: asks no random stream. */
export type Origin = (time: number, n: number) => Place;

export function fixed(address: string, vpcEndpointId: string | null = null): Origin {
  const place = { address, vpcEndpointId };
  return () => place;
}

/** One origin until a time, another from then on: a fleet that moves. */
export function moving(before: Origin, at: number, after: Origin): Origin {
  return (time, n) => (time < at ? before : after)(time, n);
}
