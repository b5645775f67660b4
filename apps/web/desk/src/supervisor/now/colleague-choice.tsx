import { plain } from '../../../../kit/plain';
import {
  Field,
  makeStyles,
  PresenceBadge,
  Radio,
  RadioGroup,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useDeskWords } from '../../words/words';
import type { Colleague } from '../view/colleagues';
import { useSupervisorWords } from '../words/words';

interface Props {
  readonly colleagues: readonly Colleague[];
  readonly chosen: string;
  onChoose(agentId: string): void;
}

/** From this number of agents on, the list has a search field. */
const many = 8;

const useStyles = makeStyles({
  list: { maxHeight: '38vh', overflowY: 'auto' },
  colleague: { display: 'flex', alignItems: 'start', gap: tokens.spacingHorizontalS },
  // This aligns the badge with the middle of the first line.
  badge: { marginTop: '5px' },
  lines: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function ColleagueChoice({ colleagues, chosen, onChoose }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const [search, setSearch] = useState('');
  if (colleagues.length === 0) return <Text weight="semibold">{words.noColleagues}</Text>;
  const wanted = plain(search.trim());
  const found = colleagues.filter(({ name }) => plain(name).includes(wanted));
  return (
    <>
      {colleagues.length >= many && (
        <SearchBox
          aria-label={words.findColleague}
          placeholder={words.findColleague}
          value={search}
          onChange={(_, { value }) => {
            setSearch(value);
          }}
        />
      )}
      {colleagues.every(({ unfit }) => unfit !== null) && (
        <Text weight="semibold" role="status">
          {words.noneCanTake}
        </Text>
      )}
      {found.length === 0 && <Text weight="semibold">{words.noColleaguesFound}</Text>}
      <Field label={words.colleague}>
        <RadioGroup
          className={styles.list}
          value={chosen}
          onChange={(_, { value }) => {
            onChoose(value);
          }}
        >
          {found.map((one) => (
            <Radio
              key={one.agentId}
              value={one.agentId}
              disabled={one.unfit !== null}
              label={<ColleagueLabel colleague={one} />}
            />
          ))}
        </RadioGroup>
      </Field>
    </>
  );
}

function ColleagueLabel({ colleague }: { colleague: Colleague }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { presences } = useDeskWords();
  const { name, presence, freeUnits, unfit, servesAll } = colleague;
  const facts = [
    presences[presence],
    unfit === null ? words.free({ count: freeUnits }) : words.unfit[unfit],
    ...(servesAll ? [] : [words.otherWorkstream]),
  ];
  return (
    <span className={styles.colleague}>
      <PresenceBadge status={presence} size="small" className={styles.badge} aria-hidden />
      <span className={styles.lines}>
        <Text>
          <bdi>{name}</bdi>
        </Text>
        <Text size={200} className={unfit === null ? styles.quiet : undefined}>
          {facts.join(' · ')}
        </Text>
      </span>
    </span>
  );
}
