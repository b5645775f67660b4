import { Field, Input, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import type { HistoryFilters } from '@rejoin/client';
import { pageLimits } from '@rejoin/contracts/plain';
import { useClosing } from '../desk/use-closing';
import { outcomes, type HistorySearch } from '../view/history-query';
import { useHistoryWords } from './words/words';

interface Props {
  readonly query: HistorySearch;
  readonly filters: HistoryFilters | undefined;
  /** What is wrong with the search. */
  readonly problem: string | undefined;
  onQuery(query: HistorySearch): void;
}

const useStyles = makeStyles({
  tools: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  whole: { gridColumn: '1 / -1', minWidth: 0 },
  control: { width: '100%', maxWidth: 'none', minWidth: 0 },
});

/** The controls to search and filter. The service executes the query. */
export function HistoryTools({ query, filters, problem, onQuery }: Props) {
  const styles = useStyles();
  const words = useHistoryWords();
  const closing = useClosing(query.workstreamId);
  const choices = [
    {
      name: 'workstreamId',
      label: words.workstream,
      any: words.anyWorkstream,
      options: (filters?.workstreams ?? []).map(({ workstreamId, name }) => [workstreamId, name] as const),
    },
    {
      name: 'agentId',
      label: words.agent,
      any: words.anyAgent,
      options: (filters?.agents ?? []).map(({ agentId, name }) => [agentId, name] as const),
    },
    {
      name: 'outcome',
      label: words.outcome,
      any: words.anyOutcome,
      options: outcomes.map((outcome) => [outcome, words.outcomes[outcome]] as const),
    },
    {
      name: 'disposition',
      label: words.disposition,
      any: words.anyDisposition,
      options: (closing?.dispositions ?? []).map((one) => [one, one] as const),
    },
    {
      name: 'tag',
      label: words.tag,
      any: words.anyTag,
      options: (closing?.tags ?? []).map((one) => [one, one] as const),
    },
  ] as const;
  // Only a workstream says which dispositions and tags there are.
  const shown = choices.filter(({ name, options }) => {
    return (name !== 'disposition' && name !== 'tag') || options.length > 0;
  });
  const days = [
    ['from', words.closedFrom],
    ['until', words.closedUntil],
  ] as const;
  return (
    <div className={styles.tools} role="search" aria-label={words.search}>
      <Field className={styles.whole} {...(problem === undefined ? {} : { validationMessage: problem })}>
        <SearchBox
          className={styles.control}
          aria-label={words.search}
          placeholder={words.search}
          maxLength={pageLimits.historySearchUnits}
          value={query.search}
          onChange={(_, { value }) => {
            onQuery({ ...query, search: value });
          }}
        />
      </Field>
      {days.map(([name, label]) => (
        <Field key={name} label={label} size="small">
          <Input
            className={styles.control}
            size="small"
            type="date"
            value={query[name]}
            onChange={(_, { value }) => {
              onQuery({ ...query, [name]: value });
            }}
          />
        </Field>
      ))}
      {shown.map(({ name, label, any, options }) => (
        <Select
          key={name}
          size="small"
          className={name === 'outcome' ? styles.whole : styles.control}
          aria-label={label}
          value={query[name]}
          onChange={(_, { value }) => {
            const reset = name === 'workstreamId' ? { disposition: '', tag: '' } : {};
            onQuery({ ...query, ...reset, [name]: value });
          }}
        >
          <option value="">{any}</option>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      ))}
    </div>
  );
}
