import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';

/** `secretsmanager`, without `.amazonaws.com` */
export function serviceOf({ eventSource }: Pick<ApiEvent, 'eventSource'>): string {
  return eventSource.replace(/\.amazonaws\.com(?:\.cn)?$/, '');
}

export function hasFailed({
  errorCode,
  errorMessage,
}: Pick<ApiEvent, 'errorCode' | 'errorMessage'>): boolean {
  return errorCode !== '' || errorMessage !== '';
}
