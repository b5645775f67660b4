import { Button, DialogTrigger, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { DialogFrame } from '../../../../kit/dialog-frame';
import { kitWords } from '../../../../kit/kit-words';
import { useWords } from '../../../../kit/language';
import { useSentence } from '../../../../kit/sentence';
import { colleaguesFor, type Colleague, type Movable } from '../view/colleagues';
import { useSupervisorWords } from '../words/words';
import { ColleagueChoice } from './colleague-choice';
import { useAllAgents } from './use-all-agents';

interface Props {
  readonly title: string;
  /** What happens to the conversations. */
  readonly children: ReactNode;
  readonly conversations: readonly Movable[];
  readonly action: string;
  onConfirm(colleague: Colleague): void;
  onClose(): void;
}

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** Selects an agent by presence and free capacity, which are updated while the dialog is open. */
export function AgentDialog({ title, children, conversations, action, onConfirm, onClose }: Props) {
  const styles = useStyles();
  const { loading } = useSupervisorWords();
  const { cancel } = useWords(kitWords);
  const sentence = useSentence();
  const [agentId, choose] = useState('');
  const agents = useAllAgents(conversations);
  const colleagues = colleaguesFor(conversations, agents.data ?? []);
  const chosen = colleagues.find((one) => one.agentId === agentId && one.unfit === null);
  return (
    <DialogFrame
      title={title}
      onClose={onClose}
      actions={
        <>
          <DialogTrigger disableButtonEnhancement>
            <Button>{cancel}</Button>
          </DialogTrigger>
          <Button
            appearance="primary"
            disabled={!chosen}
            onClick={() => {
              if (!chosen) return;
              onClose();
              onConfirm(chosen);
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {children}
        {agents.data ? (
          <ColleagueChoice colleagues={colleagues} chosen={agentId} onChoose={choose} />
        ) : agents.problem ? (
          <Text weight="semibold">{sentence(agents.problem)}</Text>
        ) : (
          <Spinner size="small" label={loading} />
        )}
      </div>
    </DialogFrame>
  );
}
