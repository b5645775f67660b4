import { makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { Bound } from '../form/use-form';
import { useProblemSentence } from '../words/words';

const useStyles = makeStyles({
  field: { marginBlockEnd: tokens.spacingVerticalL },
  hint: {
    display: 'block',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    paddingInlineStart: '52px',
  },
  problem: {
    display: 'block',
    color: tokens.colorPaletteRedForeground1,
    fontSize: tokens.fontSizeBase200,
    paddingInlineStart: '52px',
  },
});

interface Props {
  readonly bound: Bound;
  readonly label: string;
  readonly isOn: boolean;
  readonly hint?: string;
  readonly isStrong?: boolean;
  onValue(isOn: boolean): void;
}

/** A setting that is on or off. */
export function SwitchField({ bound, label, isOn, hint, isStrong, onValue }: Props) {
  const styles = useStyles();
  const sentence = useProblemSentence();
  const id = useId();
  return (
    <div className={styles.field}>
      <Switch
        label={isStrong === true ? <Text weight="semibold">{label}</Text> : label}
        checked={isOn}
        disabled={bound.isReadOnly}
        aria-describedby={id}
        onChange={(_, { checked }) => {
          onValue(checked);
        }}
      />
      <span id={id}>
        {hint !== undefined && <Text className={styles.hint}>{hint}</Text>}
        {bound.problem && (
          <Text className={styles.problem} role="alert">
            {sentence(bound.problem)}
          </Text>
        )}
      </span>
    </div>
  );
}
