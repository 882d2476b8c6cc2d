import { memoize } from '../base/memoize.js';
import type { EventFamily } from './event-family.js';

const PARAMETER_ARN = /^arn:[^:]*:ssm:([^:]*):([^:]*):parameter\/?(.+)$/s;
/** A version or a label behind a name. Names have no colon. */
const SELECTOR = /:[^:]*$/;

/** Reads of parameters from AWS Systems Manager Parameter Store. */
export const SSM: EventFamily = {
  name: 'ssm',
  eventSource: 'ssm.amazonaws.com',
  noun: { one: 'parameter', many: 'parameters' },
  calls: {
    GetParameter: { counts: { as: 'retrieval' }, items: ['requestParameters.name'] },
    GetParameters: { counts: { as: 'retrieval' }, items: ['requestParameters.names'] },
    // What lies below a path is in no record, so the path itself is the item.
    GetParametersByPath: { counts: { as: 'retrieval' }, items: ['requestParameters.path'] },
  },
  itemKey: (name, region, accountId) => keyIn(scopeOf(region, accountId), name),
};

const scopeOf = memoize((region, accountId) => `${region}:${accountId}`);

/** A parameter `/a/b` has the ARN `arn:PARTITION:ssm:REGION:ACCOUNT:parameter/a/b`, and one `a` `…:parameter/a`. */
const keyIn = memoize((scope, name) => {
  const arn = PARAMETER_ARN.exec(name);
  const [place, path] = arn ? [`${arn[1]!}:${arn[2]!}`, arn[3]!] : [scope, name.replace(/^\/(?=.)/, '')];
  return `${place}:${path.replace(SELECTOR, '')}`;
});
