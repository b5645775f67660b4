import { MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components';
import { EmbedCode } from '../widget/embed-code';
import { useAdminWords } from '../words/words';

interface Props {
  readonly widgetId: string;
  /** Whether a page may show the widget. */
  readonly hasOrigins: boolean;
  readonly isNewWorkstream: boolean;
}

/** The last step of the wizard: the code snippet, and what is still missing. */
export function WidgetReady({ widgetId, hasOrigins, isNewWorkstream }: Props) {
  const words = useAdminWords();
  return (
    <>
      <MessageBar
        intent={hasOrigins ? 'success' : 'warning'}
        layout="multiline"
        style={{ marginBlock: tokens.spacingVerticalL }}
      >
        <MessageBarBody>
          {hasOrigins ? <MessageBarTitle>{words.wizard.ready}</MessageBarTitle> : words.wizard.noOrigins}
        </MessageBarBody>
      </MessageBar>
      <EmbedCode widgetId={widgetId} intro={words.wizard.readyIntro} />
      {isNewWorkstream && (
        <Text block style={{ marginBlockStart: tokens.spacingVerticalL }}>
          {words.wizard.nextSteps}
        </Text>
      )}
    </>
  );
}
