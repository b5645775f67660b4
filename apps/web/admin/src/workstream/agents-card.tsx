import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Kinds, SavedItem } from '../api/kinds';
import { shownOptions } from '../fields/pick-options';
import { Card } from '../shell/card';
import { useConsole } from '../shell/console';
import { SearchField } from '../shell/search-field';
import { usePickWords } from '../words/use-pick-words';
import { useAdminWords } from '../words/words';
import { AssignAgentsDialog } from './assign-agents-dialog';

interface Props {
  readonly workstream: SavedItem<Kinds['workstreams']>;
  readonly agents: readonly SavedItem<Kinds['agents']>[];
}

/** The search is shown for lists with at least this many items. */
const manyFrom = 8;

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 100%), 1fr))',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    maxHeight: '280px',
    overflowY: 'auto',
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** The agents of a workstream, and a button to assign several at a time. */
export function AgentsCard({ workstream, agents }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  const pick = usePickWords();
  const { canChange } = useConsole();
  const [isAssigning, setAssigning] = useState(false);
  const [search, setSearch] = useState('');
  const names = agents.map(({ id, settings }) => [id, settings.displayName] as const);
  const shown = shownOptions(names, search, new Set(), false);
  return (
    <Card
      title={words.workstream.agents}
      actions={
        canChange && (
          <Button
            icon={<PersonAddRegular />}
            onClick={() => {
              setAssigning(true);
            }}
          >
            {pick.assignAgents}
          </Button>
        )
      }
    >
      {agents.length >= manyFrom && <SearchField value={search} onValue={setSearch} />}
      {agents.length === 0 ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.workstream.noAgent}</MessageBarBody>
        </MessageBar>
      ) : (
        <ul className={styles.list} aria-label={words.workstream.agents} tabIndex={0}>
          {shown.options.map(([id, name]) => (
            <li key={id} className={styles.name} title={name}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      {agents.length > 0 && shown.options.length === 0 && <Text role="status">{pick.noMatch}</Text>}
      {shown.more > 0 && <Text>{pick.more({ count: shown.more })}</Text>}
      {isAssigning && (
        <AssignAgentsDialog
          workstream={workstream}
          onClose={() => {
            setAssigning(false);
          }}
        />
      )}
    </Card>
  );
}
