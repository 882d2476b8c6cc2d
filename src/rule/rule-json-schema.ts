import { z } from 'zod';
import { ruleSchema } from './rule-schema.js';

/** The shape of a rule file as a JSON Schema (2020-12), for editors. */
export function ruleJsonSchema(): object {
  return {
    title: 'Trailspike rule',
    description:
      "A Datadog anomaly detection rule about CloudTrail. What the shape cannot say is checked by 'trailspike rule validate'.",
    ...z.toJSONSchema(ruleSchema, { io: 'input' }),
  };
}
