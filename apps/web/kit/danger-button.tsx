import { Button, makeStyles, mergeClasses, tokens, type ButtonProps } from '@fluentui/react-components';

const useStyles = makeStyles({
  danger: {
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorStatusDangerBackground3,
    ':hover': {
      color: tokens.colorNeutralForegroundOnBrand,
      backgroundColor: tokens.colorStatusDangerBackground3Hover,
    },
    ':hover:active': {
      color: tokens.colorNeutralForegroundOnBrand,
      backgroundColor: tokens.colorStatusDangerBackground3Pressed,
    },
  },
  disabled: {
    color: tokens.colorNeutralForegroundDisabled,
    backgroundColor: tokens.colorNeutralBackgroundDisabled,
  },
});

/** A button that ends, removes or discards something. It does not look like the primary action. */
export function DangerButton({ className, ...props }: ButtonProps) {
  const styles = useStyles();
  const isDisabled = props.disabled === true || props.disabledFocusable === true;
  return (
    <Button
      {...props}
      appearance="primary"
      className={mergeClasses(isDisabled ? styles.disabled : styles.danger, className)}
    />
  );
}
