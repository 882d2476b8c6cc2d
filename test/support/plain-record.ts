/** A record of a retrieval by always the same user. Records with different ids are different events. */
export function retrievalRecord(id: string): object {
  return {
    eventID: `event-${id}`,
    eventTime: '2026-03-01T12:00:00Z',
    eventName: 'GetSecretValue',
    eventSource: 'secretsmanager.amazonaws.com',
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    readOnly: true,
    sourceIPAddress: '192.0.2.1',
    userAgent: 'aws-cli/2.17',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/ann',
      accountId: '111122223333',
    },
    requestParameters: { secretId: 'secret' },
  };
}
