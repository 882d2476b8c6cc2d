/** The parts in which records differ. Those named `…Json` are JSON text. */
export interface RecordParts {
  readonly version: string;
  readonly identityJson: string;
  /** ISO 8601, whole seconds. */
  readonly time: string;
  readonly source: string;
  readonly name: string;
  readonly region: string;
  readonly address: string;
  readonly userAgent: string;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly requestJson: string;
  readonly responseJson: string;
  readonly requestId: string;
  readonly eventId: string;
  readonly readOnly: boolean;
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent';
  readonly recipientAccountId: string;
  /**
   * Whole members (`"name":value,…`) for after `readOnly`, after `recipientAccountId` and for the end; may be empty.
   */
  readonly resourcesJson: string;
  readonly sharedJson: string;
  readonly tailJson: string;
}

/** One record, with its members in CloudTrail's order. All text is ASCII. */
export function recordText(parts: RecordParts): string {
  const error =
    parts.error === undefined
      ? ''
      : `"errorCode":"${parts.error.code}","errorMessage":${JSON.stringify(parts.error.message)},`;
  return `{"eventVersion":"${parts.version}","userIdentity":${parts.identityJson},"eventTime":"${parts.time}","eventSource":"${parts.source}","eventName":"${parts.name}","awsRegion":"${parts.region}","sourceIPAddress":"${parts.address}","userAgent":"${parts.userAgent}",${error}"requestParameters":${parts.requestJson},"responseElements":${parts.responseJson},"requestID":"${parts.requestId}","eventID":"${parts.eventId}","readOnly":${parts.readOnly},${parts.resourcesJson}"eventType":"${parts.eventType}","managementEvent":true,"recipientAccountId":"${parts.recipientAccountId}",${parts.sharedJson}"eventCategory":"Management"${parts.tailJson}}`;
}

/** `tlsDetails` of a call to a service in a region, as a tail member. */
export function tlsJson(service: string, region: string): string {
  return `,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"${service}.${region}.amazonaws.com"}`;
}
