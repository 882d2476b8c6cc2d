import { Command } from 'commander';
import { BUILT_IN_RULE_JSON } from '../rule/built-in.js';
import { readRuleFile } from '../rule/read-rule-file.js';

export function ruleCommand(): Command {
  const command = new Command('rule').description('show and check rules');
  command
    .command('print')
    .description("print the built-in rule, in Datadog's JSON")
    .action(() => {
      process.stdout.write(`${JSON.stringify(BUILT_IN_RULE_JSON, null, 2)}\n`);
    });
  command
    .command('validate')
    .description('check a rule file; exit code 2 when it cannot be followed')
    .argument('<file>', 'a Datadog anomaly detection rule as JSON')
    .action(async (file: string) => {
      const rule = await readRuleFile(file);
      process.stdout.write(`${file}: valid: ${rule.name}\n`);
    });
  return command;
}
