import {
  Button,
  DialogTrigger,
  Field,
  makeStyles,
  PresenceBadge,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { DeskStatus } from '@rejoin/client';
import type { Snapshot } from '@rejoin/contracts';
import { useEffect, useState } from 'react';
import { DialogFrame } from '../../../kit/dialog-frame';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useAction } from '../../../kit/use-action';
import { useDesk, useDeskView } from '../desk/use-desk';
import { leaveChat } from '../desk/use-route';
import { useDeskWords } from '../words/words';
import { useCustomerName } from './use-customer-name';

type Colleague = DeskStatus['colleagues'][number];

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  colleague: { display: 'flex', alignItems: 'start', gap: tokens.spacingHorizontalS },
  // This aligns the badge with the middle of the first line.
  badge: { marginTop: '5px' },
  lines: { display: 'flex', flexDirection: 'column' },
});

/** Selects the agent to transfer to, by presence and free capacity. */
export function TransferDialog({ snapshot, onClose }: { snapshot: Snapshot; onClose(): void }) {
  const styles = useStyles();
  const words = useDeskWords();
  const { cancel } = useWords(kitWords);
  const desk = useDesk();
  const name = useCustomerName(snapshot);
  const colleagues = useDeskView((view) => view.desk.status?.colleagues) ?? [];
  const [chosen, choose] = useState('');
  useEffect(() => {
    desk.client.refresh().catch(() => undefined);
  }, [desk]);
  const { mutate, isPending } = useAction(
    (agentId: string) => desk.transfer(snapshot.conversationId, agentId),
    () => {
      onClose();
      leaveChat(snapshot.conversationId);
    },
  );
  return (
    <DialogFrame
      title={words.transferTitle({ customer: name })}
      onClose={onClose}
      actions={
        <>
          <DialogTrigger disableButtonEnhancement>
            <Button>{cancel}</Button>
          </DialogTrigger>
          <Button
            appearance="primary"
            disabled={chosen === '' || isPending}
            onClick={() => {
              mutate(chosen);
            }}
          >
            {words.transfer}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        <Text>
          {words.transferIntro} {snapshot.customer.status === 'away' && words.transferAway}
        </Text>
        {!colleagues.some(canTake) && (
          <Text weight="semibold" role="status">
            {colleagues.length === 0 ? words.noColleagues : words.noneCanTake}
          </Text>
        )}
        {colleagues.length > 0 && (
          <Field label={words.transferTo}>
            <RadioGroup
              value={chosen}
              onChange={(_, { value }) => {
                choose(value);
              }}
            >
              {colleagues.map((one) => (
                <Radio
                  key={one.agentId}
                  value={one.agentId}
                  disabled={!canTake(one)}
                  label={<ColleagueLabel colleague={one} />}
                />
              ))}
            </RadioGroup>
          </Field>
        )}
      </div>
    </DialogFrame>
  );
}

function ColleagueLabel({ colleague: { name, presence, freeUnits } }: { colleague: Colleague }) {
  const styles = useStyles();
  const words = useDeskWords();
  const room = freeUnits > 0 ? words.freeUnits({ count: freeUnits }) : words.noRoom;
  return (
    <span className={styles.colleague}>
      <PresenceBadge status={presence} size="small" className={styles.badge} aria-hidden />
      <span className={styles.lines}>
        <Text>
          <bdi>{name}</bdi>
        </Text>
        <Text size={200}>
          {words.presences[presence]} · {room}
        </Text>
      </span>
    </span>
  );
}

function canTake({ presence, freeUnits }: Colleague): boolean {
  return presence !== 'offline' && freeUnits > 0;
}
