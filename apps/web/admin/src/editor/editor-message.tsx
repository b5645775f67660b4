import { MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { useSentence } from '../../../kit/sentence';
import { isRefused } from '../api/refused';
import type { Editor } from '../form/use-editor';
import { useConsole } from '../shell/console';
import { useAdminWords } from '../words/words';

const below = { marginBlockEnd: tokens.spacingVerticalL };

/** Shows why saving failed, and after an outage that saving is possible again. */
export function EditorMessage({ editor }: { editor: Editor<unknown> }) {
  const words = useAdminWords();
  const sentence = useSentence();
  const { isReachable } = useConsole();
  if (editor.isReadOnly) {
    return (
      <MessageBar intent="info" layout="multiline" style={below}>
        <MessageBarBody>{words.readOnly}</MessageBarBody>
      </MessageBar>
    );
  }
  const { failure, wrong } = editor;
  if (wrong.length > 0) {
    return (
      <MessageBar intent="error" layout="multiline" role="alert" style={below}>
        <MessageBarBody>{words.editor.wrong({ count: wrong.length })}</MessageBarBody>
      </MessageBar>
    );
  }
  if (failure === undefined) return null;
  if (isRefused(failure, 'unavailable') && isReachable) {
    return (
      <MessageBar intent="success" layout="multiline" role="alert" style={below}>
        <MessageBarBody>{words.unreachable.saveAgain}</MessageBarBody>
      </MessageBar>
    );
  }
  return (
    <MessageBar intent="error" layout="multiline" role="alert" style={below}>
      <MessageBarBody>
        <MessageBarTitle>{words.editor.failed}</MessageBarTitle>
        {sentence(failure)}
      </MessageBarBody>
    </MessageBar>
  );
}
