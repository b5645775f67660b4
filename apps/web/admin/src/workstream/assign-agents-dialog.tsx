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
} from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFocusReturn } from '../../../kit/focus-return';
import { kitWords } from '../../../kit/kit-words';
import { useFormats, useWords } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { withEach } from '../../../kit/with-each';
import type { Kinds, SavedItem } from '../api/kinds';
import { PickList } from '../fields/pick-list';
import { useConsole } from '../shell/console';
import { WhenLoaded } from '../shell/place';
import { usePickWords } from '../words/use-pick-words';
import { assignmentOf, withWorkstream } from './assignment';

type Agents = readonly SavedItem<Kinds['agents']>[];

interface Props {
  readonly workstream: SavedItem<Kinds['workstreams']>;
  onClose(): void;
}

const useStyles = makeStyles({
  title: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** Selects the agents of a workstream from all agents. */
export function AssignAgentsDialog({ workstream, onClose }: Props) {
  const styles = useStyles();
  const words = usePickWords();
  const { api } = useConsole();
  const found = useQuery({ queryKey: ['agents', 'all'], queryFn: () => api.all('agents') });
  const title = words.assignTitle({ workstream: workstream.settings.name });
  useFocusReturn();
  return (
    <Dialog
      // A dialog without a focusable element would stay hidden from assistive technology.
      open={!found.isPending}
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title} title={title}>
            {title}
          </DialogTitle>
          <WhenLoaded query={found}>
            {(agents) => <Assigning workstreamId={workstream.id} agents={agents} onClose={onClose} />}
          </WhenLoaded>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Assigning({
  workstreamId,
  agents,
  onClose,
}: {
  readonly workstreamId: string;
  readonly agents: Agents;
  onClose(): void;
}) {
  const words = usePickWords();
  const { cancel } = useWords(kitWords);
  const { number } = useFormats();
  const { api } = useConsole();
  const toasts = useToasts();
  const [picked, setPicked] = useState(() =>
    agents.filter(({ settings }) => settings.workstreamIds.includes(workstreamId)).map(({ id }) => id),
  );
  const { added, removed } = assignmentOf(agents, workstreamId, picked);
  const changes = added.length + removed.length;
  const saving = useMutation({
    mutationFn: () => {
      const comes = new Set(added.map(({ id }) => id));
      const byId = new Map([...added, ...removed].map((agent) => [agent.id, agent]));
      return withEach([...byId.keys()], async (id) => {
        const agent = byId.get(id);
        if (!agent) return;
        const settings = withWorkstream(agent.settings, workstreamId, comes.has(id));
        await api.replace('agents', id, agent.version, settings);
      });
    },
    onSuccess: ({ done, failed: [first, ...others] }) => {
      onClose();
      if (done.length > 0) toasts.succeeded(words.assigned({ count: done.length }));
      if (first) toasts.failed(first.error, words.notAssigned({ count: others.length + 1 }));
    },
  });
  return (
    <>
      <DialogContent>
        <PickList
          label={words.assignAgents}
          values={picked}
          options={agents.map(({ id, settings: { displayName, active } }) => [
            id,
            active ? displayName : words.inactive({ name: displayName }),
          ])}
          onValues={setPicked}
        />
        <Caption1 role="status">
          {words.addedRemoved({ added: number(added.length), removed: number(removed.length) })}
        </Caption1>
      </DialogContent>
      <DialogActions>
        <DialogTrigger disableButtonEnhancement>
          <Button>{cancel}</Button>
        </DialogTrigger>
        <Button
          appearance="primary"
          disabledFocusable={saving.isPending || changes === 0}
          {...(saving.isPending ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
          onClick={() => {
            saving.mutate();
          }}
        >
          {words.save}
        </Button>
      </DialogActions>
    </>
  );
}
