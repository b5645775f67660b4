import { Caption1Strong, CounterBadge, makeStyles, tokens, useId } from '@fluentui/react-components';
import type { ReactNode } from 'react';

interface Props {
  readonly name: string;
  readonly count: number;
  /** A control for all conversations of the group; false when there is none. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    paddingInline: tokens.spacingHorizontalL,
    paddingTop: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, margin: 0 },
  items: { paddingInline: tokens.spacingHorizontalS },
});

/** Renders a group of conversations in the same state, or nothing while the group is empty. */
export function ListGroup({ name, count, action, children }: Props) {
  const styles = useStyles();
  const id = useId('group');
  if (count === 0) return null;
  return (
    <section aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.name} id={id}>
          <Caption1Strong>{name}</Caption1Strong>
          <CounterBadge
            count={count}
            overflowCount={999}
            appearance="filled"
            color="informative"
            size="small"
          />
        </h2>
        {action}
      </div>
      <div className={styles.items}>{children}</div>
    </section>
  );
}
