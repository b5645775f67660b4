import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import type { AuditEntry, What } from '../api/kinds';
import { useConsole } from '../shell/console';
import { WhenLoaded } from '../shell/place';
import { useLoaded } from '../shell/use-loaded';
import { useAdminWords } from '../words/words';
import { ChangesTable } from './changes-table';
import { thingName, useAccountNames, useWho } from './who';

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
  more: { marginBlockStart: tokens.spacingVerticalL },
});

interface Props {
  readonly what?: What | undefined;
  readonly id?: string;
  readonly pageSize?: number;
  /** Only the newest, without the way to more of them. */
  readonly isBrief?: boolean;
  readonly names?: ReadonlyMap<string, string>;
}

/** Who changed what and when, the newest first, with the values before and after. */
export function HistoryList({ what, id, pageSize = 25, isBrief = false, names }: Props) {
  const { api } = useConsole();
  const key = `history ${what ?? ''} ${id ?? ''}`;
  const [loaded, reload] = useLoaded(key, () => api.history({ what, id }, null, pageSize));
  const more = async (cursor: string) => api.history({ what, id }, cursor, pageSize);
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(first) => (
        <Entries key={key} first={first} more={more} isBrief={isBrief} {...(names ? { names } : {})} />
      )}
    </WhenLoaded>
  );
}

interface Entries {
  readonly items: readonly AuditEntry[];
  readonly nextCursor: string | null;
}

function Entries({
  first,
  more,
  isBrief,
  names,
}: {
  first: Entries;
  isBrief: boolean;
  names?: ReadonlyMap<string, string>;
  more(cursor: string): Promise<Entries>;
}) {
  const styles = useStyles();
  const words = useAdminWords();
  const { failed } = useToasts();
  const accounts = useAccountNames();
  const who = useWho(accounts);
  const [later, setLater] = useState<Entries>();
  const [isLoading, setLoading] = useState(false);
  const items = [...first.items, ...(later?.items ?? [])];
  const cursor = later ? later.nextCursor : first.nextCursor;

  const loadMore = async (from: string) => {
    setLoading(true);
    try {
      const page = await more(from);
      setLater({ items: [...(later?.items ?? []), ...page.items], nextCursor: page.nextCursor });
    } catch (error) {
      failed(error);
    } finally {
      setLoading(false);
    }
  };
  if (items.length === 0) return <Text>{words.audit.empty}</Text>;
  return (
    <>
      <Accordion collapsible multiple>
        {items.map((entry) => (
          <Entry key={entry.seq} entry={entry} who={who} accounts={accounts} {...(names ? { names } : {})} />
        ))}
      </Accordion>
      {cursor !== null && !isBrief && (
        <Button
          className={styles.more}
          disabledFocusable={isLoading}
          {...(isLoading ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => void loadMore(cursor)}
        >
          {words.loadMore}
        </Button>
      )}
    </>
  );
}

interface EntryProps {
  readonly entry: AuditEntry;
  readonly names?: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
  who(by: AuditEntry['by']): string;
}

function Entry({ entry, names, accounts, who }: EntryProps) {
  const styles = useStyles();
  const words = useAdminWords();
  const formats = useFormats();
  const name = entry.what === 'account' ? (accounts.get(entry.id) ?? thingName(entry)) : thingName(entry);
  const isHidden = entry.action !== 'password-set' && entry.old === null && entry.new === null;
  return (
    <AccordionItem value={entry.seq} className={styles.item}>
      <AccordionHeader expandIconPosition="end">
        <span className={styles.line}>
          <span className={styles.what}>
            {words.audit.sentence(
              who(entry.by),
              words.audit.actions[entry.action],
              words.audit.whats[entry.what],
              name,
            )}
          </span>
          <span className={styles.when}>{formats.dateTime(entry.at)}</span>
        </span>
      </AccordionHeader>
      <AccordionPanel className={styles.panel}>
        {isHidden ? (
          <Text size={200}>{words.audit.notForYou}</Text>
        ) : (
          <ChangesTable old={entry.old} new={entry.new} {...(names ? { names } : {})} />
        )}
      </AccordionPanel>
    </AccordionItem>
  );
}
