import { Button, Text, Tooltip } from '@fluentui/react-components';
import { PersonProhibitedRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmDialog } from '../../../../kit/confirm-dialog';
import { useToasts } from '../../../../kit/toasts';
import { useRequest } from '../use-request';
import type { AgentLoad } from '../view/colleagues';
import { useSupervisorWords } from '../words/words';

/** Sets an agent to offline, after a confirmation that states what the agent keeps. */
export function ForceOffline({ agent, onDone }: { agent: AgentLoad; onDone: () => void }) {
  const { forceOffline: words } = useSupervisorWords();
  const request = useRequest();
  const toasts = useToasts();
  const [isOpen, setOpen] = useState(false);
  const { agentId, name } = agent;
  const force = async () => {
    try {
      await request((client) => client.forceOffline(agentId));
      onDone();
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <>
      <Tooltip content={words.action} relationship="description">
        <Button
          size="small"
          appearance="subtle"
          icon={<PersonProhibitedRegular />}
          aria-label={words.of({ name })}
          onClick={() => {
            setOpen(true);
          }}
        />
      </Tooltip>
      <ConfirmDialog
        isOpen={isOpen}
        title={words.title({ name })}
        action={words.action}
        onConfirm={() => void force()}
        onClose={() => {
          setOpen(false);
        }}
      >
        <Text>{words.text}</Text>
      </ConfirmDialog>
    </>
  );
}
