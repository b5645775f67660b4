import {
  Button,
  makeStyles,
  mergeClasses,
  SearchBox,
  Select,
  shorthands,
  tokens,
} from '@fluentui/react-components';
import { forcedChosen } from '../../../kit/forced-colours';
import { useFormats } from '../../../kit/language';
import { filters, searchAtMost, sorts, type Filter, type ListQuery } from '../view/find-chats';
import { useListWords } from '../words/use-list-words';

interface Props {
  readonly query: ListQuery;
  readonly counts: Readonly<Record<Filter, number>>;
  onQuery(query: ListQuery): void;
}

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  search: { width: '100%', maxWidth: 'none' },
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  filter: { minWidth: 'auto' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    ...shorthands.borderColor(tokens.colorNeutralStroke1Pressed),
    ...forcedChosen,
  },
});

/** The controls to search, filter and sort the list. */
export function ListTools({ query, counts, onQuery }: Props) {
  const styles = useStyles();
  const words = useListWords();
  const { number } = useFormats();
  return (
    <div className={styles.tools} role="search" aria-label={words.search}>
      <SearchBox
        className={styles.search}
        size="small"
        aria-label={words.search}
        placeholder={words.search}
        maxLength={searchAtMost}
        value={query.search}
        onChange={(_, { value }) => {
          onQuery({ ...query, search: value });
        }}
      />
      <div className={styles.filters} role="group" aria-label={words.filterBy}>
        {filters.map((filter) => (
          <Button
            key={filter}
            size="small"
            shape="circular"
            className={mergeClasses(styles.filter, filter === query.filter && styles.chosen)}
            aria-pressed={filter === query.filter}
            onClick={() => {
              onQuery({ ...query, filter: filter === query.filter ? 'all' : filter });
            }}
          >
            {words.filters[filter]} {number(counts[filter])}
          </Button>
        ))}
      </div>
      <Select
        size="small"
        aria-label={words.sortBy}
        value={query.sort}
        onChange={(_, { value }) => {
          const sort = sorts.find((one) => one === value);
          if (sort) onQuery({ ...query, sort });
        }}
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {words.sorts[sort]}
          </option>
        ))}
      </Select>
    </div>
  );
}
