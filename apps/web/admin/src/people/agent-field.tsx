import { Labelled } from '../fields/labelled';
import { ThingPicker } from '../fields/thing-picker';
import type { Bound } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';

interface Props {
  readonly bound: Bound;
  readonly value: string | null;
  onValue(agentId: string | null): void;
}

/** Selects the agent that an account is linked to. */
export function AgentField({ bound, value, onValue }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  return (
    <Labelled bound={bound} label={fields['/agentId']} hint={words.people.agentHint}>
      <ThingPicker
        kind="agents"
        value={value}
        none={words.nobody}
        isDisabled={bound.isReadOnly}
        onLeave={bound.onLeave}
        onValue={onValue}
      />
    </Labelled>
  );
}
