import { Command } from 'commander';
import { printable } from '../output/printable.js';
import { BUILT_IN_RULE_JSON } from '../rule/built-in.js';
import { checkRules, ruleJson } from '../rule/parse-rule.js';
import { readConfigurationFile } from '../rule/read-rule-file.js';
import { ruleJsonSchema } from '../rule/rule-json-schema.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';
import { EXIT } from './exit-code.js';

const print = (json: unknown): void => void process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);

export function ruleCommand(): Command {
  const command = new Command('rule').description('show and check rules');
  const printCommand = command
    .command('print')
    .description('print the built-in rule, or the rule of a file, as Datadog JSON')
    .argument('[file]', 'a rule of Datadog as JSON, or an export of one')
    .action(async (file: string | undefined) => {
      if (file === undefined) print(BUILT_IN_RULE_JSON);
      else print(ruleJson(await readConfigurationFile(file, 'rule'), file));
    });
  const validateCommand = command
    .command('validate')
    .description('check a rule file: prints every issue with its line; exit code 2 when there is one')
    .argument('<file>', 'rules of Datadog as JSON, one or a list, or an export of Datadog or Terraform')
    .action(async (file: string) => {
      const { rules, issues } = checkRules(await readConfigurationFile(file, 'rule'), file);
      if (rules === undefined) process.exitCode = EXIT.usage;
      for (const { name } of rules ?? []) process.stdout.write(`${file}: valid: ${printable(name)}\n`);
      for (const issue of issues) {
        const message = printable(issue);
        log.sayError({ code: 'E_RULE', message, retry: false }, message);
      }
    });
  const schemaCommand = command
    .command('schema')
    .description('print a JSON Schema of rule files, for editors')
    .action(() => print(ruleJsonSchema()));
  addExamples(printCommand, [
    ['rule print > rule.json', 'the built-in rule, to change it'],
    ['rule print terraform.tfstate', 'the rule of an export, as Datadog JSON'],
  ]);
  addExamples(validateCommand, [
    ['rule validate rule.json', 'every issue with its line'],
    ['rule validate rules.json && trailspike scan ./AWSLogs --rule rules.json', 'before a scan'],
  ]);
  addExamples(schemaCommand, [
    ['rule schema > rule.schema.json', 'for an editor that checks JSON'],
    ['rule schema | jq .title', 'its title'],
  ]);
  return addExamples(command, [
    ['rule print > rule.json', 'the built-in rule, to change it'],
    ['rule validate rule.json', 'every issue with its line'],
  ]);
}
