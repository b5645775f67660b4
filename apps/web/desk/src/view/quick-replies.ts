import { plain } from '../../../kit/plain';
import type { DeskState, OwnQuickReply } from '@rejoin/client';
import type { Snapshot } from '@rejoin/contracts';
import { hasReconnectSlug } from '@rejoin/contracts/plain';

export type QuickReply = NonNullable<DeskState['welcome']>['quickReplies'][number] & {
  /** One that the agent keeps for themselves, for all workstreams and languages. */
  readonly isOwn?: boolean;
};

/** Returns an own quick reply as one of a conversation. */
export function asQuickReply({ quickReplyId, title, body }: OwnQuickReply, of: Snapshot): QuickReply {
  const { workstreamId, locale } = of;
  const hasReconnectLink = hasReconnectSlug(body);
  return { quickReplyId, workstreamId, title, body, locale, hasReconnectLink, isOwn: true };
}

/** Returns the quick replies of the conversation's workstream that match a filter, those in its language first. */
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

/** Returns the text after the leading `/` of a draft; undefined when the draft does not open the quick replies. */
export function filterIn(draft: string): string | undefined {
  return draft.startsWith('/') && !draft.includes('\n') ? draft.slice(1) : undefined;
}

function languageOf(locale: string): string {
  return locale.split('-')[0]?.toLowerCase() ?? '';
}
