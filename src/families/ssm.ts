import { memoize } from '../base/memoize.js';
import type { EventFamily } from './event-family.js';

const PARAMETER_ARN = /^arn:[^:]*:ssm:([^:]*):([^:]*):parameter\/?(.+)$/s;
/** The version or label after a name. Names contain no colon. */
const SELECTOR = /:[^:]*$/;

/** Reads of parameters from AWS Systems Manager Parameter Store. */
export const SSM: EventFamily = {
  name: 'ssm',
  eventSource: 'ssm.amazonaws.com',
  noun: { one: 'parameter', many: 'parameters' },
  calls: {
    GetParameter: { counts: { as: 'retrieval' }, items: ['requestParameters.name'] },
    GetParameters: { counts: { as: 'retrieval' }, items: ['requestParameters.names'] },
    // The record does not contain the parameters below the path, so the path itself is the item.
    GetParametersByPath: { counts: { as: 'retrieval' }, items: ['requestParameters.path'] },
  },
  itemKey: (name, region, accountId) => keyIn(scopeOf(region, accountId), name),
};

const scopeOf = memoize((region, accountId) => `${region}:${accountId}`);

/**
 * `REGION:ACCOUNT:NAME`, without the first slash of the name, and without a version or label. The ARN of the
 * parameter `/a/b` is `arn:PARTITION:ssm:REGION:ACCOUNT:parameter/a/b`, and that of the parameter `a` is
 * `arn:PARTITION:ssm:REGION:ACCOUNT:parameter/a`.
 */
const keyIn = memoize((scope, name) => {
  const arn = PARAMETER_ARN.exec(name);
  const [qualifier, path] = arn ? [`${arn[1]!}:${arn[2]!}`, arn[3]!] : [scope, name.replace(/^\/(?=.)/, '')];
  return `${qualifier}:${path.replace(SELECTOR, '')}`;
});
