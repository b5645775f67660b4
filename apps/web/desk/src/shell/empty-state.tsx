import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  readonly level?: 'h1' | 'h2' | 'h3';
}

const useStyles = makeStyles({
  box: {
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalXL,
    textAlign: 'center',
    boxSizing: 'border-box',
  },
  icon: { fontSize: '48px', lineHeight: 1, color: tokens.colorBrandForeground1 },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2, maxWidth: '44ch', textWrap: 'balance' },
  action: { marginTop: tokens.spacingVerticalM },
});

/** States that there is no content, why, and what the person can do. */
export function EmptyState({ icon, title, text, action, level = 'h2' }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.box}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <Subtitle2 as={level} className={styles.title}>
        {title}
      </Subtitle2>
      <Text className={styles.text} align="center">
        {text}
      </Text>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
