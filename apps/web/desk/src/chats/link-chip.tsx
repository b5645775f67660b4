import { LinkDismissRegular, LinkRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { TextBadge } from '../../../kit/text-badge';
import { useFormats } from '../../../kit/language';
import { useDeskWords } from '../words/words';

/**
 * Returns whether a reconnect link can be sent to this customer. Older servers do not report this; then it is
 * allowed.
 */
export function canSendLink({ ahead }: Snapshot): boolean {
  return ahead.reconnection !== false;
}

/** Returns whether a quick reply can be sent to this customer. */
export const canUse = (reply: { readonly hasReconnectLink: boolean }, snapshot: Snapshot): boolean =>
  !reply.hasReconnectLink || canSendLink(snapshot);

/** Describes the reconnect link of the draft: how long it will be valid, or why it is not available. */
export function LinkChip({ snapshot }: { snapshot: Snapshot }) {
  const words = useDeskWords();
  const { duration } = useFormats();
  return canSendLink(snapshot) ? (
    <TextBadge color="brand" icon={<LinkRegular />}>
      {words.link} · {words.linkReady({ duration: duration(snapshot.ahead.nextLimitSeconds) })}
    </TextBadge>
  ) : (
    <TextBadge color="danger" icon={<LinkDismissRegular />}>
      {words.linkOff}
    </TextBadge>
  );
}
