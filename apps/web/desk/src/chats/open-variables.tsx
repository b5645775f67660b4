import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { canBeText } from '../view/variables';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  problem: { color: tokens.colorStatusDangerForeground1, overflowWrap: 'anywhere' },
});

interface Props {
  readonly variables: readonly string[];
  onSend(): void;
}

/** Names the variables of the draft that have no value. A customer must never see one that was forgotten. */
export function OpenVariables({ variables, onSend }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  return (
    <div className={styles.row}>
      <Caption1 className={styles.problem} role="alert">
        {words.variablesOpen({ variables: variables.join(', ') })}
      </Caption1>
      {variables.every(canBeText) && (
        <Button size="small" onClick={onSend}>
          {words.sendAsText}
        </Button>
      )}
    </div>
  );
}
