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
import { useToastState } from './toast-context';
import { visibleToasts, type ToastItem } from './toast-list';

/** The toast that replaces many toasts about different subjects. */
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
  // At the top these toasts do not cover the controls in the middle and at the end of a dialog.
  overDialog: { bottom: 'auto', top: tokens.spacingVerticalS },
  toast: { minHeight: 'auto', paddingBlock: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
});

/**
 * Renders the toasts in a region of the page. The region takes its space from the scrolling content beside it, so
 * that toasts never cover a control. At most one region is mounted at a time.
 */
export function ToastRegion({ summary, className }: { summary: Summary; className?: string }) {
  const { list, addRegion } = useToastState();
  useEffect(() => addRegion(), [addRegion]);
  return (
    <ToastSection
      list={list.filter(({ isOverDialog }) => !isOverDialog)}
      summary={summary}
      {...(className === undefined ? {} : { className })}
    />
  );
}

/** Renders the toasts that no region shows: on pages without a region, and while a dialog would hide it. */
export function FloatingToasts() {
  const styles = useStyles();
  const { list, hasRegion } = useToastState();
  const over = list.filter(({ isOverDialog }) => isOverDialog);
  const floating = hasRegion ? over : list;
  if (hasRegion && floating.length === 0) return null;
  // A modal dialog hides all other content from screen readers, except elements with this attribute.
  return (
    <Portal>
      <div data-tabster-never-hide="">
        <ToastSection
          list={floating}
          isLandmark={!hasRegion}
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
  /** Only one section of a page is a landmark, which needs a name of its own. */
  readonly isLandmark?: boolean;
}

function ToastSection({ list, summary, className, isLandmark = true }: SectionProps) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const { pause, dismiss } = useToastState();
  const { toasts, collapsed } = summary ? visibleToasts(list) : { toasts: list.slice(-3), collapsed: 0 };
  const subjectKeys = list.filter(({ hasSubject }) => hasSubject).map(({ key }) => key);
  const isEmpty = toasts.length === 0 && collapsed === 0;
  return (
    <section
      {...(isLandmark ? { 'aria-label': words.news } : {})}
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
            onDismiss={() => {
              dismiss(subjectKeys);
            }}
          />
        )}
        {toasts
          .filter(({ intent }) => intent !== 'error')
          .map((toast) => (
            <OneToast
              key={toast.key}
              toast={toast}
              onDismiss={() => {
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
              onDismiss={() => {
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
  onDismiss(): void;
}

function OneToast({ toast: { title, body, action, intent }, onDismiss }: OneProps) {
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
            onClick={onDismiss}
          />
        }
      >
        {action && (
          <Button
            size="small"
            onClick={() => {
              action.act();
              onDismiss();
            }}
          >
            {action.label}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
