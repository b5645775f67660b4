import { MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { useSentence } from '../../../kit/sentence';
import { isRefused } from '../api/refused';
import { useConsole } from '../shell/console';
import { useAdminWords } from '../words/words';

/** Says why a widget was not created. When the server can be reached again, it asks to try once more. */
export function CreationFailure({ error }: { error: Error }) {
  const words = useAdminWords();
  const sentence = useSentence();
  const { isReachable } = useConsole();
  const isBack = isRefused(error, 'unavailable') && isReachable;
  return (
    <MessageBar
      intent={isBack ? 'success' : 'error'}
      layout="multiline"
      role="alert"
      style={{ marginBlockEnd: tokens.spacingVerticalL }}
    >
      <MessageBarBody>
        {isBack ? (
          words.unreachable.saveAgain
        ) : (
          <>
            <MessageBarTitle>{words.editor.failed}</MessageBarTitle>
            {sentence(error)}
          </>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
