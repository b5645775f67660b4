import { Caption1, Text } from '@fluentui/react-components';
import type { OpenWindow } from '@rejoin/contracts';
import type { Colleague } from '../view/colleagues';
import { transferableOf } from '../view/selection';
import { useSupervisorWords } from '../words/words';
import { AgentDialog } from './agent-dialog';

interface Props {
  readonly windows: readonly OpenWindow[];
  onConfirm(colleague: Colleague): void;
  onClose(): void;
}

/** Selects the agent who gets conversations of disconnected customers. */
export function HandOverDialog({ windows, onConfirm, onClose }: Props) {
  const words = useSupervisorWords();
  const { active, units } = transferableOf(windows);
  const parked = windows.length - active.length;
  return (
    <AgentDialog
      title={words.handOverTitle({ count: active.length })}
      conversations={active.map((window) => ({ ...window, units: window.heldUnits }))}
      action={words.handOver}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text>{words.handOverText}</Text>
      {parked > 0 && <Text>{words.handOverParked({ count: parked })}</Text>}
      <Caption1>{words.handOverNeeds({ units: words.units({ count: units }) })}</Caption1>
    </AgentDialog>
  );
}
