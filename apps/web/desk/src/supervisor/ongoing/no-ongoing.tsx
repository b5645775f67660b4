import { Link, makeStyles } from '@fluentui/react-components';
import { ChatMultipleRegular } from '@fluentui/react-icons';
import { EmptyState } from '../../shell/empty-state';
import { allOngoing, isFiltered, type OngoingQuery } from '../view/ongoing';
import { useAgentListWords } from '../words/use-agent-list-words';
import { useOngoingWords } from '../words/use-ongoing-words';

const useStyles = makeStyles({ empty: { minHeight: '260px' } });

interface Props {
  readonly query: OngoingQuery;
  onQuery(query: OngoingQuery): void;
}

/** Says that there are no ongoing conversations, or that the filters hide them. */
export function NoOngoing({ query, onQuery }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  const { clear } = useAgentListWords();
  return (
    <div className={styles.empty}>
      <EmptyState
        icon={<ChatMultipleRegular />}
        level="h3"
        title={isFiltered(query) ? words.noMatch : words.noneTitle}
        text={isFiltered(query) ? '' : words.noneText}
        action={
          isFiltered(query) && (
            <Link
              as="button"
              onClick={() => {
                onQuery({ ...allOngoing, order: query.order });
              }}
            >
              {clear}
            </Link>
          )
        }
      />
    </div>
  );
}
