import { Button, Dropdown, Field, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import type { DeliveryState } from '@rejoin/contracts';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useToasts } from '../../../kit/toasts';
import { useAction } from '../../../kit/use-action';
import { Card } from '../shell/card';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { WhenListed } from '../shell/place';
import { useWebhookWords } from '../words/use-webhook-words';
import { DeliveriesTable } from './deliveries-table';
import type { Delivery } from './webhooks';

const useStyles = makeStyles({
  filter: { maxWidth: '260px', marginBlockEnd: tokens.spacingVerticalM },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});
const states: readonly DeliveryState[] = ['waiting', 'delivered', 'dead'];

/** The delivered and waiting events of a webhook. */
export function DeliveryLog({ webhookId }: { webhookId: string }) {
  const styles = useStyles();
  const words = useWebhookWords();
  const toasts = useToasts();
  const { api } = useConsole();
  const [state, setState] = useState<DeliveryState>();
  const [discarding, setDiscarding] = useState<Delivery>();
  const queries = useQueryClient();
  const deliveries = useInfiniteQuery(
    pagesOf(['deliveries', webhookId, state], (cursor) => api.webhooks.deliveries(webhookId, state, cursor)),
  );
  const redeliver = useAction(
    (deliveryId: number | undefined) => api.webhooks.redeliver(webhookId, deliveryId),
    ({ redelivered }) => {
      toasts.succeeded(words.redelivered({ count: redelivered }));
    },
  );
  const discard = useAction(
    (deliveryId: number) => api.webhooks.discard(webhookId, deliveryId),
    () => {
      toasts.succeeded(words.discarded);
    },
  );
  const actions = (
    <div className={styles.actions}>
      <Button onClick={() => void queries.invalidateQueries()}>{words.refresh}</Button>
      <Button
        onClick={() => {
          redeliver.mutate(undefined);
        }}
      >
        {words.redeliverAll}
      </Button>
    </div>
  );
  return (
    <Card title={words.log} intro={words.logIntro} actions={actions}>
      <Field label={words.show} className={styles.filter}>
        <Dropdown
          value={state === undefined ? words.all : words.states[state]}
          selectedOptions={[state ?? 'all']}
          onOptionSelect={(_, { optionValue }) => {
            setState(states.find((one) => one === optionValue));
          }}
        >
          <Option value="all">{words.all}</Option>
          <>
            {states.map((one) => (
              <Option key={one} value={one}>
                {words.states[one]}
              </Option>
            ))}
          </>
        </Dropdown>
      </Field>
      <WhenListed query={deliveries}>
        {(things) =>
          things.length === 0 ? (
            <Text>{words.empty}</Text>
          ) : (
            <>
              <DeliveriesTable
                deliveries={things}
                onRedeliver={({ deliveryId }) => {
                  redeliver.mutate(deliveryId);
                }}
                onDiscard={setDiscarding}
              />
              <MoreButton pages={deliveries} />
            </>
          )
        }
      </WhenListed>
      <ConfirmDialog
        isOpen={discarding !== undefined}
        title={words.discardQuestion({ type: discarding?.type ?? '' })}
        action={words.discard}
        onConfirm={() => {
          if (discarding) discard.mutate(discarding.deliveryId);
        }}
        onClose={() => {
          setDiscarding(undefined);
        }}
      >
        {words.discardText}
      </ConfirmDialog>
    </Card>
  );
}
