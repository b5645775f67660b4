import {
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import type { AuditEntry } from '../api/kinds';
import { useAdminWords } from '../words/words';
import { ChangesTable } from './changes-table';
import { useWho } from './who';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    width: '100%',
    alignItems: 'baseline',
  },
  what: { flexGrow: 1, overflowWrap: 'anywhere', textAlign: 'start' },
  when: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
  item: { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  panel: { paddingBlockEnd: tokens.spacingVerticalM },
});

/** One change: a sentence, which expands to the values before and after. */
export function Entry({ entry, names }: { entry: AuditEntry; names: ReadonlyMap<string, string> }) {
  const styles = useStyles();
  const words = useAdminWords();
  const formats = useFormats();
  const who = useWho();
  const hasValues = entry.action === 'created' || entry.action === 'changed';
  const isHidden = hasValues && entry.old === null && entry.new === null;
  return (
    <AccordionItem value={entry.seq} className={styles.item}>
      <AccordionHeader expandIconPosition="end">
        <span className={styles.line}>
          <span className={styles.what}>
            {words.audit.sentence({
              who: who(entry.by),
              action: words.audit.actions[entry.action],
              what: words.audit.whatsInSentence[entry.what],
              name: entry.name,
            })}
          </span>
          <span className={styles.when}>{formats.dateTime(entry.at)}</span>
        </span>
      </AccordionHeader>
      <AccordionPanel className={styles.panel}>
        {isHidden ? (
          <Text size={200}>{words.audit.notForYou}</Text>
        ) : (
          <ChangesTable old={entry.old} new={entry.new} names={names} />
        )}
      </AccordionPanel>
    </AccordionItem>
  );
}
