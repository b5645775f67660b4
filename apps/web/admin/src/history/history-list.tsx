import { Accordion, Text } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { What } from '../api/kinds';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { WhenLoaded } from '../shell/place';
import { useAdminWords } from '../words/words';
import { Entry } from './entry';
import { useThingNames } from './thing-names';

interface Props {
  readonly what?: What | undefined;
  readonly id?: string;
  readonly pageSize?: number;
  /** Shows only the newest changes, without a button for more. */
  readonly isBrief?: boolean;
}

/** A list of changes, the newest first, with who made each and the values before and after. */
export function HistoryList({ what, id, pageSize = 25, isBrief = false }: Props) {
  const words = useAdminWords();
  const { api } = useConsole();
  const history = useInfiniteQuery(
    pagesOf(['history', what, id, pageSize], (cursor) => api.history({ what, id }, cursor, pageSize)),
  );
  const names = useThingNames((history.data ?? []).flatMap((entry) => [entry.old, entry.new]));
  return (
    <WhenLoaded query={history}>
      {(entries) =>
        entries.length === 0 ? (
          <Text>{words.audit.empty}</Text>
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
    </WhenLoaded>
  );
}
