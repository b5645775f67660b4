import { Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { forcedChosen } from '../../../../kit/forced-colours';
import type { OpenWindow } from '@rejoin/contracts';
import { useFormats } from '../../../../kit/language';
import { CountdownRing } from '../../chats/countdown-ring';
import { checkboxState } from '../view/selection';
import { useSupervisorWords } from '../words/words';
import { AgentOf, CustomerOf, KindOf, useExtensions, useHeld } from './window-facts';
import type { ListProps } from './window-table';

const useStyles = makeStyles({
  all: { paddingInline: tokens.spacingHorizontalS, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingBlock: tokens.spacingVerticalS,
    paddingInlineStart: tokens.spacingHorizontalS,
    paddingInlineEnd: tokens.spacingHorizontalL,
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2, ...forcedChosen },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { flex: '1 1 0', minWidth: 0 },
  facts: {
    display: 'grid',
    // Two long values are in the first row, three short ones in the second.
    gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
    gap: tokens.spacingVerticalS,
    margin: 0,
    paddingInlineStart: '40px',
    paddingTop: tokens.spacingVerticalXS,
  },
  wide: { gridColumn: 'span 3' },
  small: { gridColumn: 'span 2' },
  term: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0 },
});

/** Shows the open windows as cards on a narrow screen. */
export function WindowList({ windows, chosen, onToggle, onToggleAll }: ListProps) {
  const styles = useStyles();
  const words = useSupervisorWords();
  return (
    <>
      <div className={styles.all}>
        <Checkbox checked={checkboxState(windows, chosen)} onChange={onToggleAll} label={words.chooseAll} />
      </div>
      <ul className={styles.list} aria-label={words.windows}>
        {windows.map((window) => (
          <li
            key={window.conversationId}
            className={mergeClasses(styles.item, chosen.has(window.conversationId) && styles.chosen)}
          >
            <div className={styles.head}>
              <Checkbox
                checked={chosen.has(window.conversationId)}
                onChange={() => {
                  onToggle(window.conversationId);
                }}
                aria-label={words.choose({ customer: window.customerName ?? words.unknownCustomer })}
              />
              <div className={styles.name}>
                <CustomerOf window={window} />
              </div>
              <CountdownRing window={window} lostAt={window.lostAt} size={48} />
            </div>
            <Facts window={window} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Facts({ window }: { window: OpenWindow }) {
  const styles = useStyles();
  const { columns } = useSupervisorWords();
  const { time } = useFormats();
  const [held, extensions] = [useHeld(), useExtensions()];
  const facts = [
    [columns.agent, <AgentOf key="agent" window={window} />],
    [columns.kind, <KindOf key="kind" window={window} />],
    [columns.held, held(window)],
    [columns.extensions, extensions(window)],
    [columns.lostAt, time(window.lostAt)],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(([term, fact]) => (
        <div key={term} className={typeof fact === 'string' ? styles.small : styles.wide}>
          <dt className={styles.term}>{term}</dt>
          <dd className={styles.fact}>{typeof fact === 'string' ? <Text>{fact}</Text> : fact}</dd>
        </div>
      ))}
    </dl>
  );
}
