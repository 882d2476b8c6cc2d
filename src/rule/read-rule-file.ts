import { readFile } from 'node:fs/promises';
import { TrailspikeError } from '../model/errors.js';
import { parseRule } from './parse-rule.js';
import type { Rule } from './rule.js';

/**
 * Reads a rule from a file in Datadog's JSON.
 * @throws TrailspikeError E_RULE when it cannot be read or is no rule that Trailspike can follow.
 */
export async function readRuleFile(path: string): Promise<Rule> {
  return parseRule(await readConfigurationFile(path, 'rule'), path);
}

/**
 * The text of a file that an option names.
 * @throws TrailspikeError E_RULE
 */
export async function readConfigurationFile(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new TrailspikeError('E_RULE', `${path}: cannot be read (${why})`, {
      hint: `Name a readable JSON file, or leave --${option} out.`,
      cause,
    });
  }
}
