import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import { ThingsTable } from '../shell/things-table';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAdminWords } from '../words/words';
import { useAttemptText } from './attempt-text';
import type { Delivery } from './webhooks';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface Acts {
  onRedeliver(delivery: Delivery): void;
  onDiscard(delivery: Delivery): void;
}

/** Deliveries of a webhook, each with the result of its last attempt. */
export function DeliveriesTable({
  deliveries,
  onRedeliver,
  onDiscard,
}: Acts & { readonly deliveries: readonly Delivery[] }) {
  const all = useAdminWords();
  const words = useWebhookWords();
  const formats = useFormats();
  const attemptText = useAttemptText();
  return (
    <ThingsTable
      label={words.log}
      things={deliveries}
      keyOf={({ deliveryId }) => String(deliveryId)}
      columns={[
        {
          label: words.event,
          shown: ({ type, subject }) => (
            <>
              <bdi dir="ltr">{type}</bdi>
              <div>
                <bdi dir="ltr">{subject}</bdi>
              </div>
            </>
          ),
        },
        {
          label: words.time,
          isSecondary: true,
          isTime: true,
          shown: ({ recordedAt }) => formats.dateTime(recordedAt),
        },
        {
          label: all.status,
          shown: (delivery) => (
            <StateAndActions delivery={delivery} onRedeliver={onRedeliver} onDiscard={onDiscard} />
          ),
        },
        {
          label: words.result,
          isSecondary: true,
          shown: ({ attempts, lastAttempt }) =>
            lastAttempt && (
              <>
                <bdi>{attemptText(lastAttempt)}</bdi>
                <div>{words.attempts({ count: attempts })}</div>
              </>
            ),
        },
      ]}
    />
  );
}

/** The state of a delivery, and what can be done when it is dead. */
function StateAndActions({ delivery, onRedeliver, onDiscard }: Acts & { readonly delivery: Delivery }) {
  const styles = useStyles();
  const words = useWebhookWords();
  return (
    <>
      {delivery.isBehindDeadLetter ? words.behind : words.states[delivery.state]}{' '}
      {delivery.state === 'dead' && (
        <div className={styles.actions}>
          <Button
            size="small"
            aria-label={words.redeliverOf({ type: delivery.type })}
            onClick={() => {
              onRedeliver(delivery);
            }}
          >
            {words.redeliver}
          </Button>
          <Button
            size="small"
            aria-label={words.discardOf({ type: delivery.type })}
            onClick={() => {
              onDiscard(delivery);
            }}
          >
            {words.discard}
          </Button>
        </div>
      )}
    </>
  );
}
