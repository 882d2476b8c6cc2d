import { z } from 'zod';
import { ruleSchema } from './rule-schema.js';

/** The JSON Schema (2020-12) of a rule file, for editors. */
export function ruleJsonSchema(): object {
  return {
    title: 'Trailspike rule',
    description:
      "A Datadog anomaly detection rule for CloudTrail. 'trailspike rule validate' also checks what a JSON Schema cannot express.",
    ...z.toJSONSchema(ruleSchema, { io: 'input' }),
  };
}
