import { readFile } from 'node:fs/promises';
import { TrailspikeError } from '../model/errors.js';
import { parseRule, parseRules } from './parse-rule.js';
import type { Rule } from './rule.js';

/**
 * Reads a rule from a file in the JSON format of Datadog.
 * @throws TrailspikeError E_RULE if the file cannot be read, or if it is not a rule that Trailspike supports
 */
export async function readRuleFile(path: string): Promise<Rule> {
  return parseRule(await readConfigurationFile(path, 'rule'), path);
}

/**
 * Reads all rules of a file: one, a list, or an export of Datadog or Terraform.
 * @throws TrailspikeError E_RULE as `readRuleFile`
 */
export async function readRulesFile(path: string): Promise<Rule[]> {
  return parseRules(await readConfigurationFile(path, 'rule'), path);
}

/**
 * The text of a file that is given with a command line option.
 * @param option name of the option in messages, without `--`
 * @throws TrailspikeError E_RULE if the file cannot be read
 */
export async function readConfigurationFile(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new TrailspikeError('E_RULE', `${path}: cannot be read (${why})`, {
      hint: `Give a readable JSON file, or omit --${option}.`,
      cause,
    });
  }
}
