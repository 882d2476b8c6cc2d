import { put, textAt, valueAt } from './paths.js';

/** Fields of events of the class Authentication, to which parameters and results of sign-ins went. */
export const SIGN_IN_FIELDS: readonly string[] = [
  'is_mfa',
  'mfa',
  'dst_endpoint.svc_name',
  'user.uid',
  'user.uuid',
  'user.name',
];

/**
 * Puts back what the published mappings of the class Authentication moved: of a sign-in to the console its result, its
 * target and whether MFA was used; of an assumed role, which source 1.0 has nowhere else, the role and the session's name.
 * @param record has its parameters, as far as the event has them
 */
export function putSignIn(record: Record<string, unknown>, event: Readonly<Record<string, unknown>>): void {
  const putMissing = (path: string, text: string): void => {
    if (text !== '' && valueAt(record, path) === undefined) put(record, path, text);
  };
  const eventName = textAt(record, 'eventName');
  if (eventName === 'ConsoleLogin') {
    const mfa = event['is_mfa'] ?? event['mfa'];
    if (typeof mfa === 'boolean') putMissing('additionalEventData.MFAUsed', mfa ? 'Yes' : 'No');
    putMissing('additionalEventData.LoginTo', textAt(event, 'dst_endpoint.svc_name'));
    putMissing('responseElements.ConsoleLogin', textAt(event, 'status'));
  } else if (eventName.startsWith('AssumeRole')) {
    const ids = [textAt(event, 'user.uid'), textAt(event, 'user.uuid')];
    putMissing('requestParameters.roleArn', ids.find((id) => ROLE.test(id)) ?? '');
    putMissing('requestParameters.roleSessionName', textAt(event, 'user.name'));
  }
}

const ROLE = /^arn:[\w-]+:iam::\d+:role\//;
