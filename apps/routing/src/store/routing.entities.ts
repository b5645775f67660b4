import { EntitySchema } from 'typeorm';
import type { WorkstreamTerms } from '../domain/capacity';

/** The settings of a workstream that routing needs, from config's facts. */
export const WorkstreamEntity = new EntitySchema<WorkstreamTerms & { readonly id: string }>({
  name: 'workstreams',
  columns: {
    id: { type: 'text', primary: true },
    unitsPerConversation: { name: 'units_per_conversation', type: 'integer' },
    wrapUpRule: { name: 'wrap_up_rule', type: 'text' },
    wrapUpSeconds: { name: 'wrap_up_seconds', type: 'integer', nullable: true },
    autoCloseSeconds: { name: 'auto_close_seconds', type: 'integer' },
    offerSeconds: { name: 'offer_seconds', type: 'integer', nullable: true },
    awayAfterMissedOffer: { name: 'away_after_missed_offer', type: 'boolean' },
  },
});
