import {
  Checkbox,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { forcedChosen } from '../../../../kit/forced-colours';
import { useFormats } from '../../../../kit/language';
import { useIsNarrow } from '../../desk/use-media';
import { canMove, type Ongoing } from '../view/ongoing';
import { useOngoingWords } from '../words/use-ongoing-words';
import { useSupervisorWords } from '../words/words';
import { AgentOf, CustomerOf, StatusOf } from './ongoing-facts';

interface Props {
  readonly items: readonly Ongoing[];
  readonly chosen: ReadonlySet<string>;
  readonly monitored: string | null;
  onToggle(conversationId: string): void;
  onMonitor(conversationId: string): void;
}

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { minWidth: '620px' },
  head: { backgroundColor: tokens.colorNeutralBackground2 },
  row: { height: '56px' },
  check: { width: '44px', paddingInline: tokens.spacingHorizontalS },
  status: { width: '156px' },
  agent: { width: '160px' },
  started: { width: '96px' },
  chosen: { backgroundColor: tokens.colorBrandBackground2, ...forcedChosen },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  facts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
});

/** Lists conversations as a table, or as a list on a narrow screen. */
export function OngoingList(props: Props) {
  return useIsNarrow() ? <NarrowList {...props} /> : <WideTable {...props} />;
}

function WideTable({ items, chosen, monitored, onToggle, onMonitor }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  const supervisor = useSupervisorWords();
  const { time } = useFormats();
  return (
    <div className={styles.scroll}>
      <Table size="small" className={styles.table} aria-label={words.title}>
        <TableHeader className={styles.head}>
          <TableRow>
            <TableHeaderCell className={styles.check}>
              <span className="for-screen-readers">{words.select}</span>
            </TableHeaderCell>
            <TableHeaderCell className={styles.status}>{words.status}</TableHeaderCell>
            <TableHeaderCell>{supervisor.columns.customer}</TableHeaderCell>
            <TableHeaderCell className={styles.agent}>{supervisor.columns.agent}</TableHeaderCell>
            <TableHeaderCell className={styles.started}>{words.started}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {items.map((one) => {
            const id = one.conversationId;
            return (
              <TableRow
                key={id}
                className={mergeClasses(styles.row, (chosen.has(id) || monitored === id) && styles.chosen)}
              >
                <TableCell className={styles.check}>
                  <Choice conversation={one} isChosen={chosen.has(id)} onToggle={onToggle} />
                </TableCell>
                <TableCell className={styles.status}>
                  <StatusOf conversation={one} />
                </TableCell>
                <TableCell>
                  <CustomerOf
                    conversation={one}
                    onMonitor={() => {
                      onMonitor(id);
                    }}
                  />
                </TableCell>
                <TableCell className={styles.agent}>
                  <AgentOf conversation={one} />
                </TableCell>
                <TableCell className={styles.started}>{time(one.startedAt)}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}

function NarrowList({ items, chosen, onToggle, onMonitor }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  return (
    <ul className={styles.list} aria-label={words.title}>
      {items.map((one) => (
        <li
          key={one.conversationId}
          className={mergeClasses(styles.item, chosen.has(one.conversationId) && styles.chosen)}
        >
          <Choice conversation={one} isChosen={chosen.has(one.conversationId)} onToggle={onToggle} />
          <div className={styles.facts}>
            <CustomerOf
              conversation={one}
              onMonitor={() => {
                onMonitor(one.conversationId);
              }}
            />
            <StatusOf conversation={one} />
            <AgentOf conversation={one} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Only a conversation that another agent can get is selectable. */
function Choice({
  conversation,
  isChosen,
  onToggle,
}: {
  conversation: Ongoing;
  isChosen: boolean;
  onToggle: (conversationId: string) => void;
}) {
  const words = useSupervisorWords();
  return (
    <Checkbox
      checked={isChosen}
      disabled={!canMove(conversation)}
      onChange={() => {
        onToggle(conversation.conversationId);
      }}
      aria-label={words.choose({ customer: conversation.customerName ?? words.unknownCustomer })}
    />
  );
}
