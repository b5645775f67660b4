import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Region } from '../../../kit/region';
import { useSentence } from '../../../kit/sentence';
import { useAdminWords } from '../words/words';

const useStyles = makeStyles({
  place: {
    maxWidth: '1120px',
    marginInline: 'auto',
    padding: tokens.spacingHorizontalXXL,
    '@media (max-width: 720px)': { padding: tokens.spacingHorizontalL },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalL,
    marginBlockEnd: tokens.spacingVerticalXL,
  },
  words: { flexGrow: 1, flexBasis: '320px' },
  title: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    margin: 0,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
  intro: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    marginBlockStart: tokens.spacingVerticalXS,
    maxWidth: '110ch',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  above: { marginBlockEnd: tokens.spacingVerticalS },
});

interface Props {
  readonly title: string;
  readonly intro?: string;
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the console. Its title gets the focus when the person navigates to it. */
export function Place({ title, intro, above, actions, children }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  const place = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A form on this page may already have the focus.
    if (!place.current?.contains(document.activeElement)) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} – ${words.product}`;
  }, [title, words.product]);
  return (
    <div ref={place} className={styles.place}>
      {above !== undefined && <div className={styles.above}>{above}</div>}
      <div className={styles.head}>
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {intro !== undefined && <Text className={styles.intro}>{intro}</Text>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      <Region>{children}</Region>
    </div>
  );
}

interface WhenLoadedProps<Value> {
  readonly query: Pick<UseQueryResult<Value>, 'data' | 'error' | 'refetch'>;
  children(value: Value): ReactNode;
}

/**
 * Shows the value when it is loaded; until then a spinner. Shows why loading failed, above the last value if there is
 * one: a dialog in it keeps what the person has typed.
 */
export function WhenLoaded<Value>({ query: { data, error, refetch }, children }: WhenLoadedProps<Value>) {
  const words = useAdminWords();
  const sentence = useSentence();
  if (data === undefined && !error)
    return <Spinner label={words.loading} style={{ padding: tokens.spacingVerticalXXL }} />;
  return (
    <>
      {error && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{sentence(error)}</MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => void refetch()}>{words.retry}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {data !== undefined && children(data)}
    </>
  );
}

/** Shows a list. When a changed filter or order fails to load, the list before stays below the reason. */
export function WhenListed<Value>({ query, children }: WhenLoadedProps<Value>) {
  const { data } = query;
  const [last, setLast] = useState(data);
  if (data !== undefined && data !== last) setLast(data);
  return <WhenLoaded query={{ ...query, data: data ?? last }}>{children}</WhenLoaded>;
}
