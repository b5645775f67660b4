import { Button, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleFilled, CircleRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useAdminWords } from '../words/words';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: '220px 1fr',
    columnGap: tokens.spacingHorizontalXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: tokens.spacingHorizontalXXL,
    '@media (max-width: 720px)': { gridTemplateColumns: '1fr', padding: tokens.spacingHorizontalL },
  },
  steps: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    '@media (max-width: 720px)': { display: 'none' },
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  current: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  title: { marginInline: 0, marginBlock: `0 ${tokens.spacingVerticalM}`, outlineStyle: 'none' },
  count: {
    color: tokens.colorNeutralForeground2,
    display: 'block',
    marginBlockEnd: tokens.spacingVerticalXS,
  },
  intro: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    marginBlock: `0 ${tokens.spacingVerticalL}`,
  },
  actions: {
    display: 'flex',
    justifyContent: 'flex-end',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginBlockStart: tokens.spacingVerticalXL,
    paddingBlockStart: tokens.spacingVerticalL,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export interface Step {
  readonly label: string;
  readonly intro?: string;
  readonly content: ReactNode;
}

interface Props {
  readonly steps: readonly Step[];
  readonly at: number;
  readonly next: string;
  readonly isBusy: boolean;
  onNext(): void;
  /** The button is shown only if this is set. */
  onBack?: (() => void) | undefined;
  onCancel?: (() => void) | undefined;
}

/** A form in steps. Each step is validated before the next one. */
export function Wizard({ steps, at, next, isBusy, onNext, onBack, onCancel }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else heading.current?.focus();
  }, [at]);
  const panel = useRef<HTMLDivElement>(null);
  const [tries, setTries] = useState(0);
  // The field that holds up the next step can be above the visible part of a long form.
  useEffect(() => {
    if (tries > 0) panel.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);
  const step = steps[at];
  return (
    <div className={styles.frame}>
      <ol className={styles.steps} aria-label={words.wizard.steps}>
        {steps.map(({ label }, i) => (
          <li
            key={label}
            className={mergeClasses(styles.step, i === at && styles.current)}
            {...(i === at ? { 'aria-current': 'step' as const } : {})}
          >
            {i < at ? <CheckmarkCircleFilled /> : i === at ? <CircleFilled /> : <CircleRegular />}
            {label}
          </li>
        ))}
      </ol>
      <div ref={panel}>
        <Text size={200} className={styles.count}>
          {words.wizard.step({ now: at + 1, all: steps.length })}
        </Text>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {step?.label}
        </h2>
        {step?.intro !== undefined && <Text className={styles.intro}>{step.intro}</Text>}
        {step?.content}
        <div className={styles.actions}>
          {onCancel && <Button onClick={onCancel}>{words.editor.cancel}</Button>}
          {onBack && (
            <Button onClick={onBack} disabled={isBusy}>
              {words.wizard.back}
            </Button>
          )}
          <Button
            appearance="primary"
            disabledFocusable={isBusy}
            {...(isBusy ? { icon: <Spinner size="tiny" /> } : {})}
            onClick={() => {
              onNext();
              setTries(tries + 1);
            }}
          >
            {next}
          </Button>
        </div>
      </div>
    </div>
  );
}
