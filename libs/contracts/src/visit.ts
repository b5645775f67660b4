import { z } from 'zod';
import { socketLimits } from './limits';
import { Instant, plainText } from './primitives';

/** The page of a customer, as their client reports it. */
export const GivenPage = z.object({
  page: plainText(2000).describe('the address of the page'),
  title: plainText(500).optional(),
});
export type GivenPage = z.infer<typeof GivenPage>;

/** What a customer's client says about its page and its browser. The gateway keeps less of it; see docs/protocol.md. */
export const GivenVisit = z.object({
  page: plainText(2000).optional().describe('the address of the page'),
  timeZone: plainText(100).optional().describe('the IANA time zone of the device'),
  userAgent: plainText(500).optional(),
});
export type GivenVisit = z.infer<typeof GivenVisit>;

const Address = z
  .string()
  .max(500)
  .nullable()
  .describe('origin and path, without query, fragment and what looks like a secret');

/** A page that a customer has opened during the chat. */
export const VisitedPage = z.object({
  page: Address,
  title: z.string().max(200).nullable().describe('without what looks like a secret'),
  at: Instant,
});
export type VisitedPage = z.infer<typeof VisitedPage>;

/** Where and with what a customer started the chat, as agents see it. Each part is null when it is not known. */
export const Visit = z.object({
  page: Address,
  timeZone: z.string().max(100).nullable(),
  browser: z.string().max(50).nullable(),
  system: z.string().max(50).nullable(),
  pages: z
    .array(VisitedPage)
    .max(socketLimits.visitedPages.value)
    .optional()
    .describe(
      'the pages of the customer during the chat, the current one first; absent until one is reported',
    ),
});
export type Visit = z.infer<typeof Visit>;
