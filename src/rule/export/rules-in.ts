import { isObject } from '../../base/json-values.js';
import type { ValidationIssue } from '../validation-issue.js';
import { fromTerraform, terraformPath } from './terraform.js';

/** A rule that was found in an export. */
export interface FoundRule {
  /** The rule in the format of Datadog's API. Not checked. */
  readonly json: unknown;
  /** The path in the export of the value at a path in `json`. */
  readonly pathOf: (path: ValidationIssue['path']) => ValidationIssue['path'];
}

/** The type of a resource of Terraform's Datadog provider that is a rule. */
export const TERRAFORM_RULE = 'datadog_security_monitoring_rule';

type Path = ValidationIssue['path'];

/**
 * The rules in what people export: a rule of Datadog's API, alone, in `data` with or without `attributes`, or in a list;
 * `terraform show -json` of a state or a plan; `terraform.tfstate`; Terraform's configuration as JSON, or as read by
 * `readHcl`; the values of one resource. What is none of these is taken for a rule of the API.
 * @returns an issue where the format is known and has no rule
 */
export function rulesIn(json: unknown): readonly FoundRule[] | ValidationIssue {
  const terraform = terraformResources(json);
  if (terraform !== undefined) {
    if (terraform.length > 0) return terraform;
    return { path: [], message: `is from Terraform and has no resource of type ${TERRAFORM_RULE}` };
  }
  const found = [...apiRules(json, [])];
  if (found.length > 0) return found;
  // An empty list: the issue of its type says it best.
  return Array.isArray(json) ? [asIs(json, [])] : { path: [], message: 'has no rule under "data"' };
}

function* apiRules(json: unknown, path: Path): Generator<FoundRule> {
  if (Array.isArray(json)) {
    for (const [index, each] of json.entries()) yield* apiRules(each, [...path, index]);
    return;
  }
  if (isObject(json) && !('queries' in json)) {
    for (const key of ['data', 'attributes', 'rules']) {
      if (typeof json[key] !== 'object' || json[key] === null) continue;
      yield* apiRules(json[key], [...path, key]);
      return;
    }
    if ('query' in json && 'case' in json) {
      yield resource(json, path);
      return;
    }
  }
  yield asIs(json, path);
}

function asIs(json: unknown, path: Path): FoundRule {
  return { json, pathOf: (inner) => [...path, ...inner] };
}

function resource(values: unknown, path: Path): FoundRule {
  return { json: fromTerraform(values), pathOf: (inner) => [...path, ...terraformPath(values, inner)] };
}

/** The rules in what Terraform writes; undefined if it is not from Terraform. */
function terraformResources(json: unknown): FoundRule[] | undefined {
  if (!isObject(json) || 'queries' in json) return undefined;
  for (const key of ['values', 'planned_values']) {
    const values = json[key];
    if (isObject(values) && 'root_module' in values) {
      return [...moduleResources(values['root_module'], [key, 'root_module'])];
    }
  }
  if ('terraform_version' in json || 'format_version' in json) return [...stateResources(json)];
  if (isObject(json['resource'])) return [...configured(json['resource'])];
  return undefined;
}

/** `terraform show -json` */
function* moduleResources(module: unknown, path: Path): Generator<FoundRule> {
  if (!isObject(module)) return;
  for (const [index, each] of listOf(module['resources'])) {
    if (isObject(each) && each['type'] === TERRAFORM_RULE && each['mode'] !== 'data') {
      yield resource(each['values'], [...path, 'resources', index, 'values']);
    }
  }
  for (const [index, child] of listOf(module['child_modules'])) {
    yield* moduleResources(child, [...path, 'child_modules', index]);
  }
}

/** `terraform.tfstate` */
function* stateResources(state: Record<string, unknown>): Generator<FoundRule> {
  for (const [index, each] of listOf(state['resources'])) {
    if (!isObject(each) || each['type'] !== TERRAFORM_RULE || each['mode'] === 'data') continue;
    for (const [number, instance] of listOf(each['instances'])) {
      if (!isObject(instance)) continue;
      yield resource(instance['attributes'], ['resources', index, 'instances', number, 'attributes']);
    }
  }
}

/** Terraform's configuration: `{"resource": {TYPE: {NAME: {…}}}}`, where each object may be in a list. */
function* configured(resources: Record<string, unknown>): Generator<FoundRule> {
  const named = resources[TERRAFORM_RULE];
  for (const [at, names] of inObjectOrList(named, ['resource', TERRAFORM_RULE])) {
    for (const [name, values] of Object.entries(names)) {
      for (const [path, each] of inObjectOrList(values, [...at, name])) yield resource(each, path);
    }
  }
}

function* inObjectOrList(
  value: unknown,
  path: Path,
): Generator<[path: Path, object: Record<string, unknown>]> {
  if (isObject(value)) yield [path, value];
  for (const [index, each] of listOf(value)) if (isObject(each)) yield [[...path, index], each];
}

function listOf(value: unknown): Iterable<[index: number, each: unknown]> {
  return Array.isArray(value) ? (value as unknown[]).entries() : [];
}
