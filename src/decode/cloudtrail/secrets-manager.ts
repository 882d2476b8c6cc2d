/** As an event source. */
export const SECRETS_MANAGER = 'secretsmanager.amazonaws.com';

/** Its calls that retrieve secrets, as event names. */
export const GET = 'GetSecretValue';
export const BATCH_GET = 'BatchGetSecretValue';
