import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    border: `1px dashed ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  icon: { fontSize: '40px', color: tokens.colorBrandForeground1, lineHeight: 1 },
  body: { color: tokens.colorNeutralForeground2, maxWidth: '52ch' },
});

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: string;
  readonly action?: ReactNode;
}

/** An empty state: what the page is for, and how to start. */
export function Empty({ icon, title, children, action }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>
        {title}
      </Text>
      <Text className={styles.body}>{children}</Text>
      {action}
    </div>
  );
}
