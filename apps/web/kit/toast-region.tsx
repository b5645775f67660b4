import {
  Button,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Portal,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { useShownToasts } from './shown-toasts';
import { shownToasts, type ToastItem } from './toast-list';

/** What stands for many toasts about different things. */
export interface Summary {
  title(count: number): string;
  readonly action: { readonly label: string; act(): void };
}

const useStyles = makeStyles({
  region: { display: 'flex', flexDirection: 'column', flexShrink: 0, gap: tokens.spacingVerticalXS },
  filled: { padding: tokens.spacingHorizontalS },
  floating: {
    position: 'fixed',
    zIndex: 1_000_001,
    width: '340px',
    maxWidth: '100vw',
    boxSizing: 'border-box',
    insetInlineEnd: tokens.spacingHorizontalM,
    bottom: tokens.spacingVerticalM,
  },
  // The controls of a dialog are in its middle and at its lower end.
  overDialog: { bottom: 'auto', top: tokens.spacingVerticalS },
  toast: { minHeight: 'auto', paddingBlock: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
});

/**
 * The toasts at a place of the page that is theirs. They take their room from what scrolls beside them, so that they
 * never lie on a control. At most one such place is shown at a time.
 */
export function ToastPlace({ summary, className }: { summary: Summary; className?: string }) {
  const { list, takePlace } = useShownToasts();
  useEffect(() => takePlace(), [takePlace]);
  return (
    <ToastSection
      list={list.filter(({ isOverDialog }) => !isOverDialog)}
      summary={summary}
      {...(className === undefined ? {} : { className })}
    />
  );
}

/** The toasts that no place of the page shows: of pages without one, and those that a dialog would hide. */
export function FloatingToasts() {
  const styles = useStyles();
  const { list, hasPlace } = useShownToasts();
  const over = list.filter(({ isOverDialog }) => isOverDialog);
  const floating = hasPlace ? over : list;
  if (hasPlace && floating.length === 0) return null;
  // A modal dialog hides everything else from screen readers, except for what says that it must not be.
  return (
    <Portal>
      <div data-tabster-never-hide="">
        <ToastSection
          list={floating}
          className={mergeClasses(styles.floating, over.length > 0 && styles.overDialog)}
        />
      </div>
    </Portal>
  );
}

interface SectionProps {
  readonly list: readonly ToastItem[];
  readonly summary?: Summary;
  readonly className?: string;
}

function ToastSection({ list, summary, className }: SectionProps) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const { pause, dismiss } = useShownToasts();
  const { toasts, collapsed } = summary ? shownToasts(list) : { toasts: list.slice(-3), collapsed: 0 };
  const about = list.filter(({ isAbout }) => isAbout).map(({ key }) => key);
  const isEmpty = toasts.length === 0 && collapsed === 0;
  return (
    <section
      aria-label={words.news}
      className={mergeClasses(styles.region, !isEmpty && styles.filled, className)}
      onMouseEnter={() => {
        pause(true);
      }}
      onMouseLeave={() => {
        pause(false);
      }}
      onFocus={() => {
        pause(true);
      }}
      onBlur={() => {
        pause(false);
      }}
    >
      <div role="status" className={styles.region}>
        {summary && collapsed > 0 && (
          <OneToast
            toast={{ title: summary.title(collapsed), intent: 'info', action: summary.action }}
            onGone={() => {
              dismiss(about);
            }}
          />
        )}
        {toasts
          .filter(({ intent }) => intent !== 'error')
          .map((toast) => (
            <OneToast
              key={toast.key}
              toast={toast}
              onGone={() => {
                dismiss([toast.key]);
              }}
            />
          ))}
      </div>
      {toasts
        .filter(({ intent }) => intent === 'error')
        .map((toast) => (
          <div key={toast.key} role="alert">
            <OneToast
              toast={toast}
              onGone={() => {
                dismiss([toast.key]);
              }}
            />
          </div>
        ))}
    </section>
  );
}

interface OneProps {
  readonly toast: Pick<ToastItem, 'title' | 'body' | 'action' | 'intent'>;
  onGone(): void;
}

function OneToast({ toast: { title, body, action, intent }, onGone }: OneProps) {
  const styles = useStyles();
  const words = useWords(kitWords);
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.toast}>
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {body}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            size="small"
            appearance="transparent"
            aria-label={words.hideNews}
            icon={<DismissRegular />}
            onClick={onGone}
          />
        }
      >
        {action && (
          <Button
            size="small"
            onClick={() => {
              action.act();
              onGone();
            }}
          >
            {action.label}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
