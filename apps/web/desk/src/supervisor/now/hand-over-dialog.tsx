import {
  Button,
  Caption1,
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
import type { OpenWindow } from '@rejoin/contracts';
import { useState } from 'react';
import { kitWords } from '../../../../kit/kit-words';
import { useWords } from '../../../../kit/language';
import { useSentence } from '../../../../kit/sentence';
import { colleaguesFor, type Colleague } from '../view/colleagues';
import { transferableOf } from '../view/selection';
import { useSupervisorWords } from '../words/words';
import { ColleagueChoice } from './colleague-choice';
import { useAllAgents } from './use-all-agents';

interface Props {
  readonly windows: readonly OpenWindow[];
  onConfirm(colleague: Colleague): void;
  onClose(): void;
}

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** Selects the agent to transfer to, by presence and free capacity, which are updated while the dialog is open. */
export function HandOverDialog({ windows, onConfirm, onClose }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { cancel } = useWords(kitWords);
  const sentence = useSentence();
  const [agentId, choose] = useState('');
  const agents = useAllAgents(windows);
  const { active, units } = transferableOf(windows);
  const colleagues = colleaguesFor(
    active.map((window) => ({ ...window, units: window.heldUnits })),
    agents.data ?? [],
  );
  const chosen = colleagues.find((one) => one.agentId === agentId && one.unfit === null);
  const parked = windows.length - active.length;
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.handOverTitle({ count: active.length })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{words.handOverText}</Text>
            {parked > 0 && <Text>{words.handOverParked({ count: parked })}</Text>}
            <Caption1>{words.handOverNeeds({ units: words.units({ count: units }) })}</Caption1>
            {agents.data ? (
              <ColleagueChoice colleagues={colleagues} chosen={agentId} onChoose={choose} />
            ) : agents.problem ? (
              <Text weight="semibold">{sentence(agents.problem)}</Text>
            ) : (
              <Spinner size="small" label={words.loading} />
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
              {words.handOver}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
