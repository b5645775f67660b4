import { Badge, makeStyles, mergeClasses, tokens, type BadgeProps } from '@fluentui/react-components';

const useStyles = makeStyles({
  badge: {
    height: 'auto',
    minHeight: '20px',
    paddingBlock: '1px',
    textAlign: 'start',
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusXLarge,
    '::after': { borderRadius: tokens.borderRadiusXLarge },
  },
  small: { minHeight: '16px' },
});

/** A badge that grows with its text, which needs two lines where there is little room. */
export function TextBadge({ className, ...props }: Omit<BadgeProps, 'ref'>) {
  const styles = useStyles();
  return (
    <Badge
      appearance="tint"
      {...props}
      className={mergeClasses(styles.badge, props.size === 'small' && styles.small, className)}
    />
  );
}
