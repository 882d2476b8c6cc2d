import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TrailspikeError } from '../model/errors.js';
import { readRulesFile } from './read-rule-file.js';
import type { Rule } from './rule.js';

/** Endings of the files in a folder that are read. */
const RULE_FILE = /\.(?:json|tf|tfstate)$/;

/**
 * Reads rules from files (a rule, a list, or an export: see `readRulesFile`) and from folders of such files: those
 * that end in `.json`, `.tf` or `.tfstate`, in the order of their names, without folders inside.
 * @throws TrailspikeError E_RULE if a path cannot be read, a folder has no such file, or a file is not a rule that
 *   Trailspike supports
 */
export async function readRules(paths: readonly string[]): Promise<Rule[]> {
  const rules: Rule[] = [];
  for (const path of paths) {
    for (const file of await ruleFilesAt(path)) rules.push(...(await readRulesFile(file)));
  }
  return rules;
}

async function ruleFilesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() !== true) return [path];
  const names = (await readdir(path)).filter((name) => RULE_FILE.test(name)).sort();
  if (names.length > 0) return names.map((name) => join(path, name));
  throw new TrailspikeError('E_RULE', `${path}: a folder without rules`, {
    hint: 'Give a folder with files that end in .json, each the JSON of a Datadog rule, or in .tf or .tfstate.',
  });
}
