import { isObject } from '../../base/json-values.js';
import type { ValidationIssue } from '../validation-issue.js';

/*
 * Terraform's Datadog provider has the fields of the API in snake case, with other names for those that repeat, and
 * every block as a list. See docs/resources/security_monitoring_rule.md of DataDog/terraform-provider-datadog.
 */

/** Names that are not the API's in snake case. */
const RENAMED: Readonly<Record<string, string>> = {
  query: 'queries',
  case: 'cases',
  filter: 'filters',
  enabled: 'isEnabled',
  calculated_field: 'calculatedFields',
  third_party_case: 'thirdPartyCases',
};
const RENAMED_BACK = new Map(Object.entries(RENAMED).map(([theirs, ours]) => [ours, theirs]));
/** Names that are renamed at the top only: a query has a query. */
const TOP_ONLY = new Set(Object.keys(RENAMED));
/** Texts that mean something when they are empty; any other empty text is not set. */
const MAY_BE_EMPTY = new Set(['name', 'message', 'query', 'condition']);
/** Numbers and truth values, which Terraform also takes as texts. */
const NUMBERS =
  /^(?:evaluation_window|keep_alive|max_signal_duration|bucket_duration|learning_duration|detection_tolerance|learning_period_baseline)$/;
const FLAGS =
  /^(?:enabled|has_extended_title|has_optional_group_by_fields|decrease_criticality_based_on_env|instantaneous_baseline)$/;
/** Blocks of which there is at most one. */
const SINGLE = /(?:^|_)options$/;

/** A rule of the API from the values of a resource. Accepts any value. */
export function fromTerraform(values: unknown): unknown {
  return isObject(values) ? convertObject(values, true) : values;
}

/** The path in the values of a resource of the value at a path in what `fromTerraform` gives. */
export function terraformPath(values: unknown, path: ValidationIssue['path']): ValidationIssue['path'] {
  const found: (string | number)[] = [];
  let value = values;
  for (const [depth, key] of path.entries()) {
    const theirs =
      typeof key === 'number' ? key : ((depth === 0 ? RENAMED_BACK.get(key) : undefined) ?? snakeCase(key));
    found.push(theirs);
    value = (value as Record<string | number, unknown> | null | undefined)?.[theirs];
    if (typeof theirs === 'string' && SINGLE.test(theirs) && Array.isArray(value)) {
      found.push(0);
      value = (value as unknown[])[0];
    }
  }
  return found;
}

function convertObject(values: Record<string, unknown>, top: boolean): Record<string, unknown> {
  const converted: [string, unknown][] = [];
  for (const [key, value] of Object.entries(values)) {
    const single = SINGLE.test(key) && Array.isArray(value) ? (value as unknown[])[0] : value;
    // Terraform keeps what is not set as null or as an empty text or list.
    if (single === null || single === undefined || (single === '' && !MAY_BE_EMPTY.has(key))) continue;
    const name = top && TOP_ONLY.has(key) ? RENAMED[key]! : camelCase(key);
    converted.push([name, convert(typed(key, single))]);
  }
  return Object.fromEntries(converted);
}

function typed(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (NUMBERS.test(key) && /^\d+$/.test(value)) return Number(value);
  if (FLAGS.test(key) && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (isObject(value)) return convertObject(value, false);
  return value;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
