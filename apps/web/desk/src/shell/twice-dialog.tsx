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

/** The desk is open in another tab too: one of them is to be chosen. */
export function TwiceDialog() {
  const words = useDeskWords();
  const desk = useDesk();
  const isAsked = useDeskView((view) => view.seat === 'asked');
  return (
    <Dialog modalType="alert" open={isAsked}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.twiceTitle}</DialogTitle>
          <DialogContent>{words.twiceText}</DialogContent>
          <DialogActions>
            <Button
              onClick={() => {
                desk.standUp();
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
