import { Badge } from '@fluentui/react-components';
import { LinkDismissRegular, LinkRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useFormats } from '../../../kit/language';
import { useDeskWords } from '../words/words';

/** Whether a reconnect link can be sent to this customer. Older servers do not say: then it can be tried. */
export function canSendLink({ ahead }: Snapshot): boolean {
  return ahead.reconnection !== false;
}

/** A reconnect link that is about to be sent: how long it is good for, or why there is none. */
export function LinkChip({ snapshot }: { snapshot: Snapshot }) {
  const words = useDeskWords();
  const { duration } = useFormats();
  return canSendLink(snapshot) ? (
    <Badge appearance="tint" color="brand" icon={<LinkRegular />}>
      {words.link} · {words.linkReady(duration(snapshot.ahead.nextLimitSeconds))}
    </Badge>
  ) : (
    <Badge appearance="tint" color="danger" icon={<LinkDismissRegular />}>
      {words.linkOff}
    </Badge>
  );
}
