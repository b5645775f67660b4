import { Button } from '@fluentui/react-components';
import { DialogFrame } from '../../../kit/dialog-frame';
import { useDesk, useDeskView } from '../desk/use-desk';
import { useDeskWords } from '../words/words';

/** Asks in which tab to use the desk when it is open in another tab too. */
export function OtherTabDialog() {
  const words = useDeskWords();
  const desk = useDesk();
  const isOpen = useDeskView((view) => view.tabState === 'conflict');
  return (
    <DialogFrame
      isOpen={isOpen}
      title={words.twiceTitle}
      actions={
        <>
          <Button
            onClick={() => {
              desk.useOtherTab();
            }}
          >
            {words.useThere}
          </Button>
          <Button
            appearance="primary"
            onClick={() => {
              desk.useHere();
            }}
          >
            {words.useHere}
          </Button>
        </>
      }
    >
      {words.twiceText}
    </DialogFrame>
  );
}
