import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useFocusReturn } from '../../../../kit/focus-return';
import { kitWords } from '../../../../kit/kit-words';
import { useWords } from '../../../../kit/language';
import { useSentence } from '../../../../kit/sentence';
import { ColleagueChoice } from '../now/colleague-choice';
import { useAllAgents } from '../now/use-all-agents';
import { colleaguesFor, type Colleague } from '../view/colleagues';
import { useOngoingWords } from '../words/use-ongoing-words';
import { useSupervisorWords } from '../words/words';
import type { Moved } from './moved';

interface Props {
  readonly conversations: readonly Moved[];
  onConfirm(colleague: Colleague): void;
  onClose(): void;
}

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** Selects the agent who gets conversations from the queue or from other agents. */
export function AssignDialog({ conversations, onConfirm, onClose }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  const { loading } = useSupervisorWords();
  const { cancel } = useWords(kitWords);
  const sentence = useSentence();
  useFocusReturn(true);
  const [agentId, choose] = useState('');
  const agents = useAllAgents(conversations);
  const colleagues = colleaguesFor(
    conversations.map((one) => ({ ...one, units: one.units ?? 0 })),
    agents.data ?? [],
  );
  const chosen = colleagues.find((one) => one.agentId === agentId && one.unfit === null);
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.assignTitle({ count: conversations.length })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{words.assignText}</Text>
            {agents.data ? (
              <ColleagueChoice colleagues={colleagues} chosen={agentId} onChoose={choose} />
            ) : agents.problem ? (
              <Text weight="semibold">{sentence(agents.problem)}</Text>
            ) : (
              <Spinner size="small" label={loading} />
            )}
          </DialogContent>
          <DialogActions>
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
              {words.assign}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
