import { Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  name: { color: tokens.colorNeutralForeground2, display: 'block' },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** A known detail of the customer, in a list of details. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div>
      <dt>
        <Caption1 className={styles.name}>{name}</Caption1>
      </dt>
      <dd className={styles.value}>
        <Text>{children}</Text>
      </dd>
    </div>
  );
}
