import { Command } from 'commander';
import { printable } from '../output/table.js';
import { BUILT_IN_RULE_JSON } from '../rule/built-in.js';
import { checkRule, ruleJson } from '../rule/parse-rule.js';
import { readConfigurationFile } from '../rule/read-rule-file.js';
import { ruleJsonSchema } from '../rule/rule-json-schema.js';
import { EXIT } from './exit-code.js';

const print = (json: unknown): void => void process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);

export function ruleCommand(): Command {
  const command = new Command('rule').description('show and check rules');
  command
    .command('print')
    .description('print the built-in rule, or the rule of a file, as Datadog JSON')
    .argument('[file]', 'a Datadog anomaly detection rule as JSON')
    .action(async (file: string | undefined) => {
      if (file === undefined) print(BUILT_IN_RULE_JSON);
      else print(ruleJson(await readConfigurationFile(file, 'rule'), file));
    });
  command
    .command('validate')
    .description('check a rule file: prints every issue with its line; exit code 2 when there is one')
    .argument('<file>', 'a Datadog anomaly detection rule as JSON')
    .action(async (file: string) => {
      const { rule, issues } = checkRule(await readConfigurationFile(file, 'rule'), file);
      if (rule !== undefined) process.stdout.write(`${file}: valid: ${printable(rule.name)}\n`);
      else process.exitCode = EXIT.usage;
      for (const issue of issues) process.stderr.write(`${printable(issue)} [E_RULE]\n`);
    });
  command
    .command('schema')
    .description('print a JSON Schema of rule files, for editors')
    .action(() => print(ruleJsonSchema()));
  return command;
}
