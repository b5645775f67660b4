import { Caption1, makeStyles, mergeClasses, Text, Title1, tokens } from '@fluentui/react-components';

interface Props {
  readonly name: string;
  readonly value: string;
  readonly text: string;
  /** The value of the period before, in words. */
  readonly before?: string;
  readonly tone?: 'good' | 'bad';
}

const useStyles = makeStyles({
  figure: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
  },
  value: { margin: 0, fontVariantNumeric: 'tabular-nums' },
  text: { color: tokens.colorNeutralForeground2, margin: 0 },
  good: { borderInlineStartWidth: '4px', borderInlineStartColor: tokens.colorStatusSuccessBackground3 },
  bad: { borderInlineStartWidth: '4px', borderInlineStartColor: tokens.colorStatusDangerBackground3 },
});

/** Shows a value with its label, an explanation, and the value of the period before. */
export function Figure({ name, value, text, before, tone }: Props) {
  const styles = useStyles();
  return (
    <div
      className={mergeClasses(styles.figure, tone === 'good' && styles.good, tone === 'bad' && styles.bad)}
    >
      <dt>
        <Text weight="semibold">{name}</Text>
      </dt>
      <dd className={styles.value}>
        <Title1>{value}</Title1>
      </dd>
      {before !== undefined && (
        <dd className={styles.value}>
          <Caption1>{before}</Caption1>
        </dd>
      )}
      {text !== '' && (
        <dd className={styles.text}>
          <Caption1>{text}</Caption1>
        </dd>
      )}
    </div>
  );
}
