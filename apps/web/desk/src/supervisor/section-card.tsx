import { Caption1, makeStyles, mergeClasses, Subtitle2, tokens, useId } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Region } from '../../../kit/region';

interface Props {
  readonly title: string;
  readonly text?: string;
  /** The content beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    // `hidden` would break the sticky position of the action bar in the card.
    overflow: 'clip',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalM,
  },
  words: { display: 'flex', flexDirection: 'column', flex: '1 1 auto', minWidth: 0 },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2 },
});

/** Renders a section of the page with a heading. */
export function SectionCard({ title, text, aside, children, className }: Props) {
  const styles = useStyles();
  const titleId = useId('section');
  return (
    <section className={mergeClasses(styles.card, className)} aria-labelledby={titleId}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Subtitle2 as="h3" id={titleId} className={styles.title}>
            {title}
          </Subtitle2>
          {text !== undefined && <Caption1 className={styles.text}>{text}</Caption1>}
        </div>
        {aside}
      </div>
      <Region>{children}</Region>
    </section>
  );
}
