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
import { useEffect, useRef, type ReactNode } from 'react';
import { useSentence } from '../../../kit/sentence';
import { useAdminWords } from '../words/words';
import type { Loaded } from './use-loaded';

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
      {children}
    </div>
  );
}

interface WhenLoadedProps<Value> {
  readonly loaded: Loaded<Value>;
  onRetry(): void;
  children(value: Value): ReactNode;
}

/** Shows the value when it is loaded; until then a spinner, or why loading failed. */
export function WhenLoaded<Value>({ loaded, onRetry, children }: WhenLoadedProps<Value>) {
  const words = useAdminWords();
  const sentence = useSentence();
  if (loaded.state === 'loading')
    return <Spinner label={words.loading} style={{ padding: tokens.spacingVerticalXXL }} />;
  if (loaded.state === 'ready') return children(loaded.value);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{sentence(loaded.error)}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={onRetry}>{words.retry}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
