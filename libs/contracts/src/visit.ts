import { z } from 'zod';
import { plainText } from './primitives';

/** What a customer's client says about its page and its browser. The gateway keeps less of it; see docs/protocol.md. */
export const GivenVisit = z.object({
  page: plainText(2000).optional().describe('the address of the page'),
  timeZone: plainText(100).optional().describe('the IANA time zone of the device'),
  userAgent: plainText(500).optional(),
});
export type GivenVisit = z.infer<typeof GivenVisit>;

/** Where and with what a customer started the chat, as agents see it. Each part is null when it is not known. */
export const Visit = z.object({
  page: z
    .string()
    .max(500)
    .nullable()
    .describe('origin and path, without query, fragment and what looks like a secret'),
  timeZone: z.string().max(100).nullable(),
  browser: z.string().max(50).nullable(),
  system: z.string().max(50).nullable(),
});
export type Visit = z.infer<typeof Visit>;
