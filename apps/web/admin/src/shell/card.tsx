import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';
import { Region } from '../../../kit/region';

const useStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: tokens.spacingHorizontalXL,
    marginBlockEnd: tokens.spacingVerticalL,
    '@media (max-width: 720px)': { padding: tokens.spacingHorizontalL },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalM,
    marginBlockEnd: tokens.spacingVerticalL,
  },
  words: { flexGrow: 1, flexBasis: '240px' },
  intro: { display: 'block', color: tokens.colorNeutralForeground2 },
});

interface Props {
  readonly title: string;
  readonly intro?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A section of a page with a title. */
export function Card({ title, intro, actions, children }: Props) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Text id={id} as="h2" block size={400} weight="semibold" style={{ margin: 0 }}>
            {title}
          </Text>
          {intro !== undefined && <Text className={styles.intro}>{intro}</Text>}
        </div>
        {actions}
      </div>
      <Region>{children}</Region>
    </section>
  );
}
