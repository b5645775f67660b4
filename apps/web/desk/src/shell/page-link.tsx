import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { forcedChosen } from '../../../kit/forced-colours';
import { useIsNarrow } from '../desk/use-media';
import { hashOf, type PageName } from '../view/route';

interface Props {
  readonly name: PageName;
  readonly label: string;
  readonly icon: ReactElement;
  readonly isShown: boolean;
}

const useStyles = makeStyles({
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '32px',
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  icon: { display: 'flex', fontSize: '20px' },
  shown: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 0 -3px 0 ${tokens.colorCompoundBrandStroke}`,
    borderBottomLeftRadius: 0,
    borderBottomRightRadius: 0,
    ...forcedChosen,
  },
});

/** A link to a page of the desk. On a narrow screen it is an icon with a name for screen readers. */
export function PageLink({ name, label, icon, isShown }: Props) {
  const styles = useStyles();
  const isNarrow = useIsNarrow();
  return (
    <a
      href={hashOf(name === 'supervisor' ? { page: name } : { page: name, conversationId: null })}
      className={mergeClasses(styles.link, isShown && styles.shown)}
      aria-label={label}
      aria-current={isShown ? 'page' : undefined}
    >
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      {!isNarrow && label}
    </a>
  );
}
