import { makeStyles, SearchBox, Switch, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useAdminWords } from '../words/words';
import type { List } from './use-list';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    marginBlockEnd: tokens.spacingVerticalM,
  },
  search: { width: '100%', maxWidth: '280px' },
});

/** Typing changes the list when the person pauses for this long. */
const pauseMs = 250;

/** Search, filters, and whether inactive resources are shown. */
export function ListBar({ list, children }: { list: List; children?: ReactNode }) {
  const styles = useStyles();
  const words = useAdminWords();
  return (
    <div className={styles.bar} role="search">
      <Search
        value={list.state.search}
        onValue={(search) => {
          list.change({ search });
        }}
      />
      {children}
      <Switch
        label={words.lists.showInactive}
        checked={list.state.showsInactive}
        onChange={(_, { checked }) => {
          list.change({ showsInactive: checked });
        }}
      />
    </div>
  );
}

function Search({ value, onValue }: { value: string; onValue(value: string): void }) {
  const styles = useStyles();
  const words = useAdminWords();
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const latest = useRef(onValue);
  useEffect(() => {
    latest.current = onValue;
  });
  // The address has changed: by Back, by a link, or by Clear filters.
  if (shown !== value) {
    setShown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => {
      latest.current(typed);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, value]);
  return (
    <SearchBox
      className={styles.search}
      placeholder={words.search}
      aria-label={words.search}
      maxLength={100}
      value={typed}
      onChange={(_, changed) => {
        setTyped(changed.value);
      }}
    />
  );
}
