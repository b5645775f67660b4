import { Accordion, Button, Text, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { WhenListed } from '../shell/place';
import { useAdminWords } from '../words/words';
import type { AuditFilter } from './audit-filter';
import { Entry } from './entry';
import { useThingNames } from './thing-names';

interface Props {
  readonly filter?: AuditFilter;
  readonly pageSize?: number;
  /** Shows only the newest changes, without a button for more. */
  readonly isBrief?: boolean;
  /** Removes the filters, if there are any. */
  onClear?(): void;
}

/** A list of changes, the newest first, with who made each and the values before and after. */
export function HistoryList({ filter = {}, pageSize = 25, isBrief = false, onClear }: Props) {
  const words = useAdminWords();
  const { api } = useConsole();
  const history = useInfiniteQuery(
    pagesOf(['history', filter, pageSize], (cursor) => api.history(filter, cursor, pageSize)),
  );
  const names = useThingNames((history.data ?? []).flatMap((entry) => [entry.old, entry.new]));
  return (
    <WhenListed query={history}>
      {(entries) =>
        entries.length === 0 ? (
          <div role="status">
            <Text block>{onClear ? words.lists.noMatches : words.audit.empty}</Text>
            {onClear && (
              <Button style={{ marginBlockStart: tokens.spacingVerticalM }} onClick={onClear}>
                {words.lists.clearFilters}
              </Button>
            )}
          </div>
        ) : (
          <>
            <Accordion collapsible multiple>
              {entries.map((entry) => (
                <Entry key={entry.seq} entry={entry} names={names} />
              ))}
            </Accordion>
            {!isBrief && <MoreButton pages={history} />}
          </>
        )
      }
    </WhenListed>
  );
}
