import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import { fullCapacityOf, type FullCapacity } from '../view/full-capacity';
import { useDeskView } from '../desk/use-desk';
import { useListWords } from '../words/use-list-words';

const useStyles = makeStyles({ bar: { flexShrink: 0 } });

/** Explains why no new conversation is assigned to an agent whose capacity is used up, and what frees capacity. */
export function FullCapacityBar({ inWrapUp, onCloseSeveral }: { inWrapUp: number; onCloseSeveral(): void }) {
  const styles = useStyles();
  const words = useListWords();
  const { number } = useFormats();
  const status = useDeskView((view) => view.desk.status);
  const full = fullCapacityOf(status, inWrapUp);
  if (!full) return null;
  return (
    <MessageBar role="status" intent="warning" layout="multiline" shape="square" className={styles.bar}>
      <MessageBarBody>
        {words.full({ used: number(full.usedUnits), max: number(full.maxUnits) })} <Advice full={full} />
      </MessageBarBody>
      {inWrapUp > 0 && full.wrapUpUnits !== 0 && (
        <MessageBarActions>
          <Button size="small" onClick={onCloseSeveral}>
            {words.closeSeveral}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function Advice({ full: { wrapUpUnits, inWrapUp } }: { full: FullCapacity }) {
  const words = useListWords();
  if (wrapUpUnits !== null && wrapUpUnits > 0) return words.fullByWrapUp({ units: wrapUpUnits });
  return wrapUpUnits === null && inWrapUp > 0 ? words.fullPerhaps : words.fullByActive;
}
