import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { LinkDismissRegular, LinkRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
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

const useStyles = makeStyles({
  // On a narrow screen the text wraps to two lines.
  chip: {
    height: 'auto',
    minHeight: '20px',
    paddingBlock: '1px',
    borderRadius: tokens.borderRadiusXLarge,
    textAlign: 'start',
    '::after': { borderRadius: tokens.borderRadiusXLarge },
  },
});

/** Describes the reconnect link of the draft: how long it will be valid, or why it is not available. */
export function LinkChip({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const { duration } = useFormats();
  return canSendLink(snapshot) ? (
    <Badge appearance="tint" color="brand" className={styles.chip} icon={<LinkRegular />}>
      {words.link} · {words.linkReady({ duration: duration(snapshot.ahead.nextLimitSeconds) })}
    </Badge>
  ) : (
    <Badge appearance="tint" color="danger" className={styles.chip} icon={<LinkDismissRegular />}>
      {words.linkOff}
    </Badge>
  );
}
