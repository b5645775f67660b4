import { Button } from '@fluentui/react-components';
import { ChatEmptyRegular } from '@fluentui/react-icons';
import { useToasts } from '../../../kit/toasts';
import { useDesk, useDeskView } from '../desk/use-desk';
import { EmptyState } from '../shell/empty-state';
import { useDeskWords } from '../words/words';

/** States that there are no conversations, and whether new ones can be assigned to this agent. */
export function NoConversations() {
  const words = useDeskWords();
  const desk = useDesk();
  const toasts = useToasts();
  const isAvailable = useDeskView((view) => view.desk.status?.presence) === 'available';
  return (
    <EmptyState
      icon={<ChatEmptyRegular />}
      title={words.emptyTitle}
      text={isAvailable ? words.emptyAvailable : words.emptyNotAvailable}
      action={
        !isAvailable && (
          <Button
            appearance="primary"
            onClick={() => {
              desk.setPresence('available').catch(toasts.failed);
            }}
          >
            {words.becomeAvailable}
          </Button>
        )
      }
    />
  );
}
