import { Text } from '@fluentui/react-components';
import { AgentDialog } from '../now/agent-dialog';
import type { Colleague } from '../view/colleagues';
import { useOngoingWords } from '../words/use-ongoing-words';
import type { Moved } from './moved';

interface Props {
  readonly conversations: readonly Moved[];
  onConfirm(colleague: Colleague): void;
  onClose(): void;
}

/** Selects the agent who gets conversations from the queue or from other agents. */
export function AssignDialog({ conversations, onConfirm, onClose }: Props) {
  const words = useOngoingWords();
  return (
    <AgentDialog
      title={words.assignTitle({ count: conversations.length })}
      conversations={conversations.map((one) => ({ ...one, units: one.units ?? 0 }))}
      action={words.assign}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text>{words.assignText}</Text>
    </AgentDialog>
  );
}
