import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { usePersonText } from '../../../kit/language';
import { useDesk, useDeskView } from '../desk/use-desk';
import { DismissButton } from './dismiss-button';
import { strandedMessages } from '../view/kept-work';
import { useDeskWords } from '../words/words';

const mostShown = 3;

/**
 * Shows messages that were refused because their conversation had left the desk, for as long as the work of such a
 * conversation is kept (`withoutLeftWork`).
 */
export function StrandedMessages() {
  const words = useDeskWords();
  const desk = useDesk();
  const person = usePersonText();
  const work = useDeskView((view) => view.work);
  const mine = useDeskView((view) => view.desk.conversations);
  const gone = useDeskView((view) => view.gone);
  return strandedMessages(work, mine, gone)
    .slice(0, mostShown)
    .map(({ id, text }) => (
      <MessageBar key={id} intent="warning" shape="square" layout="multiline">
        <MessageBarBody>{words.strandedMessage({ text: person(text) })}</MessageBarBody>
        <MessageBarActions
          containerAction={
            <DismissButton
              onClick={() => {
                desk.messages.discard(id);
              }}
            />
          }
        />
      </MessageBar>
    ));
}
