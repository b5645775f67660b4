import {
  Button,
  Caption1,
  Checkbox,
  FieldContextProvider,
  makeStyles,
  SearchBox,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { usePickWords } from '../words/use-pick-words';
import { pickedWith, shownOptions, type Option } from './pick-options';

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  search: { width: '100%', maxWidth: 'none' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  count: { flexGrow: 1 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    maxHeight: '280px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  // A long name is truncated to one line; its title contains all of it.
  name: {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    maxWidth: 'min(52ch, 60vw)',
  },
  none: { padding: tokens.spacingHorizontalM },
});

interface Props<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly options: readonly Option<Value>[];
  readonly isReadOnly?: boolean;
  onValues(values: Value[]): void;
}

/** Selects several of very many options, with a search and a filter for the selected ones. */
export function PickList<Value extends string>({
  label,
  values,
  options,
  isReadOnly = false,
  onValues,
}: Props<Value>) {
  const styles = useStyles();
  const words = usePickWords();
  const [search, setSearch] = useState('');
  const [onlyPicked, setOnlyPicked] = useState(false);
  const picked = new Set<string>(values);
  const shown = shownOptions(options, search, picked, onlyPicked);
  const shownValues = shown.options.map(([value]) => value);
  const areAllPicked = shownValues.length > 0 && shownValues.every((value) => picked.has(value));
  return (
    // Each control has its own label; the label of the field belongs to the group.
    <FieldContextProvider value={undefined}>
      <div className={styles.whole} role="group" aria-label={label}>
        <SearchBox
          className={styles.search}
          aria-label={`${words.search}: ${label}`}
          placeholder={words.search}
          maxLength={100}
          value={search}
          onChange={(_, { value }) => {
            setSearch(value);
          }}
          // Enter would submit the surrounding form.
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
        <div className={styles.row}>
          <Caption1 className={styles.count} role="status">
            {words.selected({ count: values.length })}
          </Caption1>
          <Switch
            label={words.onlySelected}
            checked={onlyPicked}
            onChange={(_, { checked }) => {
              setOnlyPicked(checked);
            }}
          />
          <Button
            size="small"
            disabled={isReadOnly || shownValues.length === 0}
            onClick={() => {
              onValues(pickedWith(values, shownValues, !areAllPicked));
            }}
          >
            {areAllPicked ? words.clearShown : words.selectShown}
          </Button>
        </div>
        <div className={styles.list} role="group" aria-label={label} tabIndex={0}>
          {shown.options.map(([value, name]) => (
            <Checkbox
              key={value}
              label={
                <span className={styles.name} title={name}>
                  <bdi>{name}</bdi>
                </span>
              }
              checked={picked.has(value)}
              disabled={isReadOnly}
              onChange={(_, { checked }) => {
                onValues(pickedWith(values, [value], checked === true));
              }}
            />
          ))}
          {shown.options.length === 0 && <Text className={styles.none}>{words.noMatch}</Text>}
          {shown.more > 0 && <Text className={styles.none}>{words.more({ count: shown.more })}</Text>}
        </div>
      </div>
    </FieldContextProvider>
  );
}
