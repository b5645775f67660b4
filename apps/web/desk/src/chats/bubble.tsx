import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

interface Props {
  readonly from: 'customer' | 'me' | 'colleague' | 'note';
  /** The sender and the time, above the first message of a turn. */
  readonly head?: ReactNode;
  readonly foot?: ReactNode;
  readonly isFaint?: boolean;
  readonly children: ReactNode;
}

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexDirection: 'column',
    maxWidth: '78%',
    alignSelf: 'flex-start',
    marginTop: '2px',
  },
  first: { marginTop: tokens.spacingVerticalM },
  mine: { alignSelf: 'flex-end', alignItems: 'flex-end' },
  head: { color: tokens.colorNeutralForeground2, marginBottom: '2px', fontSize: tokens.fontSizeBase200 },
  bubble: {
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusXLarge,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    lineHeight: tokens.lineHeightBase300,
  },
  mineBubble: {
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke2}`,
    color: tokens.colorNeutralForeground1,
  },
  noteBubble: {
    backgroundColor: tokens.colorPaletteYellowBackground1,
    border: `1px dashed ${tokens.colorPaletteYellowBorderActive}`,
  },
  faint: { opacity: 0.75 },
});

/** Renders a message: the customer's messages are aligned to the start, the agents' to the end. */
export function Bubble({ from, head, foot, isFaint = false, children }: Props) {
  const styles = useStyles();
  return (
    <div
      className={mergeClasses(
        styles.line,
        head !== undefined && styles.first,
        from !== 'customer' && styles.mine,
      )}
    >
      {head !== undefined && <span className={styles.head}>{head}</span>}
      <div
        dir="auto"
        className={mergeClasses(
          styles.bubble,
          from === 'me' && styles.mineBubble,
          from === 'note' && styles.noteBubble,
          isFaint && styles.faint,
        )}
      >
        {children}
      </div>
      {foot}
    </div>
  );
}
