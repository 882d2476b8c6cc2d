/** The first words of the names of services, and the names of teams. */
export const SERVICE_WORDS =
  'orders billing search catalog identity payments shipping ledger pricing media mobile portal reports risk fraud growth notify inbox partner claims policy loyalty checkout stock fleet routes ads insights lake ml support crm hr tax feed gateway auth chat video maps docs sync export ingest rating quotes booking menu kitchen clinic lab device telemetry edge'.split(
    ' ',
  );

/** The second words of the names of services. */
export const SERVICE_PARTS =
  'api worker web consumer scheduler admin sync gateway importer webhooks processor indexer bff cron stream'.split(
    ' ',
  );

/** The kinds of secrets that a service has. */
export const SECRET_TYPES =
  'db db-readonly api-key redis stripe oauth-client jwt-signing smtp sentry kafka webhook-token license ldap elastic session-key encryption-key sftp salesforce twilio launchdarkly s3-user newrelic'.split(
    ' ',
  );

/** The secrets that the whole organisation may share. */
export const SHARED_SECRETS = [
  'datadog/api-key',
  'artifactory/token',
  'github/machine-user',
  'dockerhub',
  'snyk/token',
  'sonarqube',
  'slack/webhook',
  'newrelic/license',
  'pagerduty',
  'npm/token',
  'okta/scim',
  'cloudflare/token',
  'kafka/truststore',
];

/** First names of people. */
export const FIRST_NAMES =
  'anna ben carla david elena felix grace hana ivan julia kofi lena marco nina omar paula quentin rosa sam tara umar vera wei xenia yusuf zoe amit bruno chloe diego emma finn gita hugo iris jonas kate liam maya noah olga priya ravi sofia tom uma victor wanda'.split(
    ' ',
  );

/** Last names of people. */
export const LAST_NAMES =
  'smith meyer garcia rossi novak kim tanaka patel silva brown martin lopez jensen kowalski ivanov chen singh murphy weber fischer dubois moreau costa haas berg lind ali khan okafor mensah'.split(
    ' ',
  );

/** The regions that an organisation may use. */
export const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'eu-west-2',
  'ap-southeast-2',
  'ap-northeast-1',
  'ap-south-1',
  'sa-east-1',
];
