import { z } from 'zod';
import { brokenRule, rule } from './field-problems';
import { tagsOfConversation } from './page-limits';
import { plainText } from './primitives';

const maxDispositions = 50;
const maxTags = 100;

/** A disposition or a tag: a short text that the workstream defines. */
const Choice = plainText(100)
  .min(1)
  .refine((text) => text === text.trim(), rule('outer-space'));

function choices(maximum: number) {
  return z
    .array(Choice)
    .max(maximum)
    .superRefine((values, context) => {
      const second = values.findIndex((value, index) => values.indexOf(value) !== index);
      if (second >= 0) context.addIssue(brokenRule([String(second)], 'entry-twice'));
    });
}

/** What the settings of a workstream offer at the end of a conversation. Older settings have none of it. */
export const closingSettings = {
  dispositions: choices(maxDispositions)
    .optional()
    .describe('what agents choose one of when they close a conversation; absent: nothing'),
  dispositionRequired: z
    .boolean()
    .optional()
    .describe('whether an agent must choose a disposition; absent: no; ignored without dispositions'),
  tags: choices(maxTags).optional().describe('what agents choose any of; absent: nothing'),
};

/** What an agent chose at the end of a conversation: texts, so that a later change of the settings changes no record. */
export const chosenAtClose = {
  disposition: z.string().max(100).nullable().optional(),
  tags: z.array(z.string().max(100)).max(tagsOfConversation).optional(),
};

/** What the agents of a workstream can choose from when they close a conversation. */
export const ClosingChoices = z.object({
  dispositions: z.array(z.string().max(100)).max(maxDispositions),
  dispositionRequired: z.boolean(),
  tags: z.array(z.string().max(100)).max(maxTags),
});
export type ClosingChoices = z.infer<typeof ClosingChoices>;
