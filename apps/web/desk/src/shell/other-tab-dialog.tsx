import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useDesk, useDeskView } from '../desk/use-desk';
import { useDeskWords } from '../words/words';

/** Asks in which tab to use the desk when it is open in another tab too. */
export function OtherTabDialog() {
  const words = useDeskWords();
  const desk = useDesk();
  const isOpen = useDeskView((view) => view.tabState === 'conflict');
  return (
    <Dialog modalType="alert" open={isOpen}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.twiceTitle}</DialogTitle>
          <DialogContent>{words.twiceText}</DialogContent>
          <DialogActions>
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
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
