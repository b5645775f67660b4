import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { LinkDismissRegular, LinkRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useFormats } from '../../../kit/language';
import { useDeskWords } from '../words/words';

/** Whether a reconnect link can be sent to this customer. Older servers do not say: then it can be tried. */
export function canSendLink({ ahead }: Snapshot): boolean {
  return ahead.reconnection !== false;
}

const useStyles = makeStyles({
  // On a phone it takes two lines.
  chip: {
    height: 'auto',
    minHeight: '20px',
    paddingBlock: '1px',
    borderRadius: tokens.borderRadiusXLarge,
    textAlign: 'start',
    '::after': { borderRadius: tokens.borderRadiusXLarge },
  },
});

/** A reconnect link that is about to be sent: how long it is good for, or why there is none. */
export function LinkChip({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const { duration } = useFormats();
  return canSendLink(snapshot) ? (
    <Badge appearance="tint" color="brand" className={styles.chip} icon={<LinkRegular />}>
      {words.link} · {words.linkReady(duration(snapshot.ahead.nextLimitSeconds))}
    </Badge>
  ) : (
    <Badge appearance="tint" color="danger" className={styles.chip} icon={<LinkDismissRegular />}>
      {words.linkOff}
    </Badge>
  );
}
