import { memoize } from '../base/memoize.js';
import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import type { ContextKind } from '../model/context-kind.js';
import type { EventFamily } from './event-family.js';

const PARAMETER_ARN = /^arn:[^:]*:ssm:([^:]*):([^:]*):parameter\/?(.+)$/s;
/** The version or label after a name. Names contain no colon. */
const SELECTOR = /:[^:]*$/;

const NAME = 'requestParameters.name';
const NAMES = 'requestParameters.names';
const OVERWRITE = 'requestParameters.overwrite';
const VERSION = 'responseElements.version';

/** Reads of parameters from AWS Systems Manager Parameter Store. */
export const SSM: EventFamily = {
  name: 'ssm',
  eventSource: 'ssm.amazonaws.com',
  noun: { one: 'parameter', many: 'parameters' },
  calls: {
    GetParameter: { counts: { as: 'retrieval' }, items: [NAME] },
    GetParameters: { counts: { as: 'retrieval' }, items: [NAMES] },
    // The record does not contain the parameters below the path, so the path itself is the item.
    GetParametersByPath: { counts: { as: 'retrieval' }, items: ['requestParameters.path'] },
    PutParameter: {
      counts: { as: 'context', of: createdOrWritten },
      items: [NAME],
      reads: [OVERWRITE, VERSION],
    },
    LabelParameterVersion: { counts: { as: 'context', of: 'management' }, items: [NAME] },
    DeleteParameter: { counts: { as: 'context', of: 'deletion' }, items: [NAME] },
    DeleteParameters: { counts: { as: 'context', of: 'deletion' }, items: [NAMES] },
    DescribeParameters: { counts: { as: 'context', of: 'listing' }, items: [] },
  },
  itemKey: (name, region, accountId) => keyIn(scopeOf(region, accountId), name),
};

/**
 * A parameter that PutParameter must not overwrite, or that has its first version now, did not exist before. The
 * caller that creates a parameter knows its value, too.
 */
function createdOrWritten(event: ApiEvent): ContextKind {
  const [version] = event.valuesAt(VERSION);
  const isNew = version === undefined ? event.valuesAt(OVERWRITE)[0] !== true : version === 1;
  return isNew ? 'creation' : 'write';
}

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
