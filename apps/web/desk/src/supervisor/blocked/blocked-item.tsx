import { Badge, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Block } from '@rejoin/contracts';
import { useState } from 'react';
import { ConfirmDialog } from '../../../../kit/confirm-dialog';
import { useFormats, usePersonText } from '../../../../kit/language';
import { useToasts } from '../../../../kit/toasts';
import { useBlockWords } from '../../blocks/words/words';
import { useRequest } from '../use-request';
import { useSupervisorWords } from '../words/words';

const useStyles = makeStyles({
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  about: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 220px',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  who: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** One blocked customer. */
export function BlockedItem({ block, onDone }: { block: Block; onDone(): void }) {
  const styles = useStyles();
  const words = useBlockWords();
  const { unknownCustomer } = useSupervisorWords();
  const person = usePersonText();
  const { dateTime } = useFormats();
  const toasts = useToasts();
  const request = useRequest();
  const [asks, setAsks] = useState(false);
  const { blockId, customerName, signedIn, accountName, reason, madeAt, until } = block;
  const customer = customerName === null ? unknownCustomer : person(customerName);
  const unblock = async () => {
    try {
      await request((client) => client.unblock(blockId));
      toasts.succeeded(words.unblocked);
      onDone();
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <li className={styles.item}>
      <div className={styles.about}>
        <span className={styles.who}>
          <Text weight="semibold">
            <bdi>{customer}</bdi>
          </Text>
          {signedIn && <Badge appearance="tint">{words.signedIn}</Badge>}
        </span>
        <Caption1>{until === null ? words.noEnd : words.until({ time: dateTime(until) })}</Caption1>
        <Caption1 className={styles.quiet}>
          {words.by({ name: person(accountName), time: dateTime(madeAt) })}
        </Caption1>
        {reason !== null && (
          <Text>
            <bdi>{reason}</bdi>
          </Text>
        )}
      </div>
      <Button
        aria-label={words.unblockThis({ customer })}
        onClick={() => {
          setAsks(true);
        }}
      >
        {words.unblock}
      </Button>
      <ConfirmDialog
        isOpen={asks}
        isHarmless
        title={words.unblockTitle({ customer })}
        action={words.unblock}
        onConfirm={() => void unblock()}
        onClose={() => {
          setAsks(false);
        }}
      >
        {words.unblockText}
      </ConfirmDialog>
    </li>
  );
}
