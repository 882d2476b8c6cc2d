import { CONSTANT_VALUES } from './event-attributes.js';
import { fieldsOf, literalValues } from './fields-of.js';
import { printQuery } from './print-query.js';
import type { Query } from './query.js';
import { matchesNothing, simplify } from './simplify.js';

const SOURCE = 'source';
const SERVICE = 'service';

/**
 * Services of other logs than CloudTrail's, as Datadog's integrations for AWS name them. Some are services with an API
 * that CloudTrail records, too.
 */
const OTHER_SERVICES: readonly string[] = [
  'alb',
  'cloudfront',
  'dns',
  'elb',
  'network-firewall',
  'nlb',
  'route53',
  'verified-access',
  'vpc',
  'waf',
];
/** Fields that other logs have, too. */
const COMMON_FIELDS: readonly string[] = [SERVICE, 'status', '@network.client.ip', '@http.useragent', '*'];

/**
 * Why a query asks for other logs than CloudTrail's; undefined if it does not: it names another source, or no source,
 * nothing that only CloudTrail has, and a service of other logs.
 */
export function otherLogs(query: Query): string | undefined {
  const fields = [...fieldsOf(query)].map(({ field }) => field);
  const allowed = 'allowed: source:cloudtrail, or no source';
  if (fields.includes(SOURCE)) {
    if (!matchesNothing(simplify(query, CONSTANT_VALUES))) return undefined;
    const named = literalValues(query, [SOURCE], 'all').filter((source) => source !== 'cloudtrail');
    const what =
      named.length === 0 ? printQuery(query) : named.map((source) => `source:${source}`).join(', ');
    return `asks for other logs than CloudTrail's (${what}); ${allowed}`;
  }
  const service = literalValues(query, [SERVICE]).find((name) => OTHER_SERVICES.includes(name));
  if (service === undefined || fields.some((field) => !COMMON_FIELDS.includes(field))) return undefined;
  return (
    `asks for other logs than CloudTrail's (service:${service}); for the calls of that service, write ` +
    `source:cloudtrail service:${service}`
  );
}
