import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import { fullDesk, type FullDesk } from '../view/room';
import { useDeskView } from '../desk/use-desk';
import { useListWords } from '../words/use-list-words';

const useStyles = makeStyles({ bar: { flexShrink: 0 } });

/** Why no new conversation comes to a full desk, and what makes room. */
export function RoomBar({ inWrapUp, onCloseSeveral }: { inWrapUp: number; onCloseSeveral(): void }) {
  const styles = useStyles();
  const words = useListWords();
  const { number } = useFormats();
  const status = useDeskView((view) => view.desk.status);
  const full = fullDesk(status, inWrapUp);
  if (!full) return null;
  return (
    <MessageBar intent="warning" layout="multiline" shape="square" className={styles.bar}>
      <MessageBarBody>
        {words.full(number(full.usedUnits), number(full.maxUnits))} <WhatHelps full={full} />
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

function WhatHelps({ full: { wrapUpUnits, inWrapUp } }: { full: FullDesk }) {
  const words = useListWords();
  if (wrapUpUnits !== null && wrapUpUnits > 0) return words.fullByWrapUp(wrapUpUnits);
  return wrapUpUnits === null && inWrapUp > 0 ? words.fullPerhaps : words.fullByActive;
}
