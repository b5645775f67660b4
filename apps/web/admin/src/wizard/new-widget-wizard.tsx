import { Refusal } from '@rejoin/client';
import { MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage } from '../../../kit/language';
import { useSentence } from '../../../kit/sentence';
import { newId } from '../api/api';
import { isRefused } from '../api/refused';
import { useForm } from '../form/use-form';
import { useLeaveQuestion } from '../route/leave-question';
import { useNavigation } from '../route/navigation';
import { useConsole } from '../shell/console';
import { Place } from '../shell/place';
import { widgetProblems } from '../widget/widget-problems';
import { EmbedCode } from '../widget/embed-code';
import { newWidget } from '../widget/new-widget';
import { BasicsFields, ChannelFields } from '../widget/widget-fields';
import { useAdminWords } from '../words/words';
import { newWorkstream, workstreamProblems } from '../workstream/new-workstream';
import { WorkstreamFields } from '../workstream/workstream-fields';
import { Wizard, type Step } from './wizard';

const basicFields = ['/name', '/locale', '/debounceSeconds'];
const channelFields = ['/reconnect', '/allowedOrigins', '/authentication'];

/** Creates a workstream with a chat widget, or adds a chat widget to a workstream. Ends with the code snippet. */
export function NewWidgetWizard({ workstreamId: given }: { workstreamId?: string }) {
  const words = useAdminWords();
  const sentence = useSentence();
  const { language } = useLanguage();
  const { api, isReachable } = useConsole();
  const { go } = useNavigation();
  const [ids] = useState(() => ({ workstream: given ?? newId(), widget: newId() }));
  const [at, setAt] = useState(0);
  const [start] = useState(() => ({
    workstream: newWorkstream(Intl.DateTimeFormat().resolvedOptions().timeZone),
    widget: newWidget(ids.workstream, language),
  }));
  const workstream = useForm(start.workstream, workstreamProblems);
  const widget = useForm(start.widget, widgetProblems);
  const first = given === undefined ? 0 : 1;
  const place = at + first;
  const isDone = place === 3;
  const isShown = widget.draft.allowedOrigins.length > 0;
  const { question } = useLeaveQuestion(!isDone && (workstream.isDirty || widget.isDirty));

  const creating = useMutation({
    mutationFn: async () => {
      if (given === undefined) await api.store('workstreams', ids.workstream, workstream.tidy);
      await api.store('widgets', ids.widget, widget.tidy);
    },
    onSuccess: () => {
      setAt(at + 1);
    },
    onError: (error) => {
      widget.refuse(error);
      const fields = error instanceof Refusal ? error.errors : [];
      if (fields.some(({ field }) => basicFields.some((one) => field.startsWith(one)))) setAt(1 - first);
    },
  });
  const onNext = () => {
    if (creating.isPending) return;
    if (place === 0 && !workstream.passes(['/'])) return;
    if (place === 1 && !widget.passes(basicFields)) return;
    if (place === 2) {
      if (widget.passes(channelFields)) creating.mutate();
      return;
    }
    if (isDone) go({ at: 'workstream', workstreamId: ids.workstream });
    else setAt(at + 1);
  };
  const { error: failure } = creating;
  const failed = failure && (
    <MessageBar
      intent={isRefused(failure, 'unavailable') && isReachable ? 'success' : 'error'}
      layout="multiline"
      role="alert"
      style={{ marginBlockEnd: tokens.spacingVerticalL }}
    >
      <MessageBarBody>
        {isRefused(failure, 'unavailable') && isReachable ? (
          words.unreachable.saveAgain
        ) : (
          <>
            <MessageBarTitle>{words.editor.failed}</MessageBarTitle>
            {sentence(failure)}
          </>
        )}
      </MessageBarBody>
    </MessageBar>
  );
  const steps: readonly Step[] = [
    {
      label: words.wizard.workstream,
      intro: words.wizard.workstreamIntro,
      content: <WorkstreamFields form={workstream} isNew />,
    },
    {
      label: words.wizard.basics,
      intro: words.wizard.basicsIntro,
      content: <BasicsFields form={widget} isNew />,
    },
    {
      label: words.wizard.widget,
      intro: words.wizard.widgetIntro,
      content: (
        <>
          {failed}
          <ChannelFields form={widget} />
        </>
      ),
    },
    {
      label: words.wizard.done,
      content: (
        <>
          <MessageBar
            intent={isShown ? 'success' : 'warning'}
            layout="multiline"
            style={{ marginBlock: tokens.spacingVerticalL }}
          >
            <MessageBarBody>
              {isShown ? <MessageBarTitle>{words.wizard.ready}</MessageBarTitle> : words.wizard.noOrigins}
            </MessageBarBody>
          </MessageBar>
          <EmbedCode widgetId={ids.widget} intro={words.wizard.readyIntro} />
          {given === undefined && (
            <Text block style={{ marginBlockStart: tokens.spacingVerticalL }}>
              {words.wizard.nextSteps}
            </Text>
          )}
        </>
      ),
    },
  ];
  const labels = [words.wizard.next, words.wizard.next, words.wizard.create, words.wizard.finish];
  return (
    <Place title={given === undefined ? words.workstream.new : words.widget.add}>
      {question}
      <Wizard
        steps={steps.slice(first)}
        at={at}
        next={labels[place] ?? words.wizard.next}
        isBusy={creating.isPending}
        onNext={onNext}
        onBack={
          at > 0 && !isDone
            ? () => {
                setAt(at - 1);
              }
            : undefined
        }
        onCancel={
          isDone
            ? undefined
            : () => {
                go(given === undefined ? { at: 'workstreams' } : { at: 'workstream', workstreamId: given });
              }
        }
      />
    </Place>
  );
}
