import { fieldOf, textOf } from './json-field.js';
import { BATCH_GET, SECRETS_MANAGER } from './secrets-manager.js';

/**
 * Whether a record is a BatchGetSecretValue that selects by filters, and none of its filters narrows anything: each
 * has only values that leave something out (they begin with `!`) or match everything (empty ones: values are
 * prefixes). So `tag-key: !anything` is one, whatever the key, and so is an empty list of filters.
 */
export function isMatchAllFilter(record: unknown): boolean {
  if (textOf(record, 'eventName') !== BATCH_GET) return false;
  if (textOf(record, 'eventSource') !== SECRETS_MANAGER) return false;
  const parameters = fieldOf(record, 'requestParameters');
  const [filters, ids] = [fieldOf(parameters, 'filters'), fieldOf(parameters, 'secretIdList')];
  const named = Array.isArray(ids) && ids.length > 0;
  return Array.isArray(filters) && !named && !filters.some(narrows);
}

function narrows(filter: unknown): boolean {
  const values = fieldOf(filter, 'values') ?? [];
  if (!Array.isArray(values)) return true;
  return values.some((value) => typeof value !== 'string' || (value !== '' && !value.startsWith('!')));
}
