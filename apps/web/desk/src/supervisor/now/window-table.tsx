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
import type { OpenWindow } from '@rejoin/contracts';
import { useFormats } from '../../../../kit/language';
import { CountdownRing } from '../../chats/countdown-ring';
import { checkboxState } from '../view/selection';
import { useSupervisorWords } from '../words/words';
import { AgentOf, CustomerOf, KindOf, useExtensions, useHeld } from './window-facts';

export interface ListProps {
  readonly windows: readonly OpenWindow[];
  readonly chosen: ReadonlySet<string>;
  onToggle(conversationId: string): void;
  onToggleAll(): void;
}

const useStyles = makeStyles({
  table: { minWidth: '700px' },
  scroll: { overflowX: 'auto' },
  check: { width: '44px', paddingInline: tokens.spacingHorizontalS },
  left: { width: '72px' },
  short: { width: '82px' },
  lostAt: { width: '100px' },
  kind: { width: '124px' },
  agent: { width: '108px' },
  extensions: { width: '100px' },
  head: { backgroundColor: tokens.colorNeutralBackground2 },
  row: { height: '60px' },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    ...forcedChosen,
  },
});

/** Shows the open windows as a table on a wide screen. */
export function WindowTable({ windows, chosen, onToggle, onToggleAll }: ListProps) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { time } = useFormats();
  const [held, extensions] = [useHeld(), useExtensions()];
  return (
    <div className={styles.scroll}>
      <Table size="small" className={styles.table} aria-label={words.windows}>
        <TableHeader className={styles.head}>
          <TableRow>
            <TableHeaderCell className={styles.check}>
              <Checkbox
                checked={checkboxState(windows, chosen)}
                onChange={onToggleAll}
                aria-label={words.chooseAll}
              />
            </TableHeaderCell>
            <TableHeaderCell className={styles.left}>{words.columns.left}</TableHeaderCell>
            <TableHeaderCell>{words.columns.customer}</TableHeaderCell>
            <TableHeaderCell className={styles.agent}>{words.columns.agent}</TableHeaderCell>
            <TableHeaderCell className={styles.kind}>{words.columns.kind}</TableHeaderCell>
            <TableHeaderCell className={styles.short}>{words.columns.held}</TableHeaderCell>
            <TableHeaderCell className={styles.lostAt}>{words.columns.lostAt}</TableHeaderCell>
            <TableHeaderCell className={styles.extensions}>{words.columns.extensions}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {windows.map((window) => {
            const isChosen = chosen.has(window.conversationId);
            return (
              <TableRow
                key={window.conversationId}
                className={mergeClasses(styles.row, isChosen && styles.chosen)}
              >
                <TableCell className={styles.check}>
                  <Checkbox
                    checked={isChosen}
                    onChange={() => {
                      onToggle(window.conversationId);
                    }}
                    aria-label={words.choose({ customer: window.customerName ?? words.unknownCustomer })}
                  />
                </TableCell>
                <TableCell className={styles.left}>
                  <CountdownRing window={window} lostAt={window.lostAt} size={44} />
                </TableCell>
                <TableCell>
                  <CustomerOf window={window} />
                </TableCell>
                <TableCell className={styles.agent}>
                  <AgentOf window={window} />
                </TableCell>
                <TableCell className={styles.kind}>
                  <KindOf window={window} />
                </TableCell>
                <TableCell className={styles.short}>{held(window)}</TableCell>
                <TableCell className={styles.lostAt}>{time(window.lostAt)}</TableCell>
                <TableCell className={styles.extensions}>{extensions(window)}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}
