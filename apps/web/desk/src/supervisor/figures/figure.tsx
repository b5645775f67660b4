import { Caption1, LargeTitle, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useFormats } from '../../../../kit/language';

interface Props {
  readonly name: string;
  readonly value: number;
  readonly text: string;
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

/** Shows a number with its label and an explanation. */
export function Figure({ name, value, text, tone }: Props) {
  const styles = useStyles();
  const { number } = useFormats();
  return (
    <div
      className={mergeClasses(styles.figure, tone === 'good' && styles.good, tone === 'bad' && styles.bad)}
    >
      <dt>
        <Text weight="semibold">{name}</Text>
      </dt>
      <dd className={styles.value}>
        <LargeTitle>{number(value)}</LargeTitle>
      </dd>
      {text !== '' && (
        <dd className={styles.text}>
          <Caption1>{text}</Caption1>
        </dd>
      )}
    </div>
  );
}
