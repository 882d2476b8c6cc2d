import type { LabCall, LabPrincipal, LabSecret } from './lab-scenario.js';

/** The CloudTrail record of a call, as a parsed object. */
export function recordOf(call: LabCall, { arn, kind, accountId }: LabPrincipal, id: string): object {
  const { name, session, secret, error } = call;
  const [role] = arn.split('/').slice(-1);
  const userIdentity =
    kind === 'user'
      ? { type: 'IAMUser', principalId: 'AIDAEXAMPLE', arn, accountId, accessKeyId: call.accessKeyId }
      : {
          type: 'AssumedRole',
          principalId: `AROAEXAMPLE:${session ?? ''}`,
          arn: `arn:aws:sts::${accountId}:assumed-role/${role!}/${session ?? ''}`,
          accountId,
          accessKeyId: call.accessKeyId,
          sessionContext: { sessionIssuer: { type: 'Role', arn, accountId, userName: role } },
        };
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: new Date(call.time * 1000).toISOString().replace('.000Z', 'Z'),
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: name,
    awsRegion: call.region,
    sourceIPAddress: call.address,
    userAgent: call.userAgent,
    ...(error === null
      ? {}
      : {
          errorCode: error,
          errorMessage: `User: ${userIdentity.arn} is not authorized to perform: secretsmanager:${name}${secret === null ? '' : ` on resource: ${idOf(call, secret)}`}`,
        }),
    requestParameters: parametersOf(call),
    responseElements: null,
    eventID: id,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
    ...(call.vpcEndpointId === null ? {} : { vpcEndpointId: call.vpcEndpointId }),
  };
}

function parametersOf(call: LabCall): object | null {
  const { name, secret, batch, replicaRegion } = call;
  if (batch !== null && 'list' in batch) return { secretIdList: batch.list.map(arnOf) };
  if (batch !== null) {
    const { filters, maxResults } = batch;
    return { filters, ...(maxResults === null ? {} : { maxResults }) };
  }
  if (secret === null) return null;
  if (replicaRegion !== undefined)
    return { secretId: idOf(call, secret), addReplicaRegions: [{ region: replicaRegion }] };
  return name === 'CreateSecret' ? { name: secret.name } : { secretId: idOf(call, secret) };
}

function idOf({ by }: LabCall, secret: LabSecret): string {
  return by === 'arn' ? arnOf(secret) : secret.name;
}

function arnOf({ name, accountId, region, suffix }: LabSecret): string {
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${suffix}`;
}
