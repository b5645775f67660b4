import { plain } from '../../../kit/plain';
import type { DeskState } from '@rejoin/client';
import type { Snapshot } from '@rejoin/contracts';

export type QuickReply = NonNullable<DeskState['welcome']>['quickReplies'][number];

/** The quick replies of a conversation's workstream that a filter leaves, those in its language first. */
export function matching(replies: readonly QuickReply[], of: Snapshot, filter: string): QuickReply[] {
  const wanted = plain(filter.trim());
  const language = languageOf(of.locale);
  const isForeign = (reply: QuickReply) => Number(languageOf(reply.locale) !== language);
  return replies
    .filter(({ workstreamId, title, body }) => {
      return workstreamId === of.workstreamId && plain(`${title} ${body}`).includes(wanted);
    })
    .sort((a, b) => isForeign(a) - isForeign(b));
}

/** What is typed after the `/` with which a draft begins; undefined: it asks for no quick reply. */
export function filterIn(draft: string): string | undefined {
  return draft.startsWith('/') && !draft.includes('\n') ? draft.slice(1) : undefined;
}

function languageOf(locale: string): string {
  return locale.split('-')[0]?.toLowerCase() ?? '';
}
