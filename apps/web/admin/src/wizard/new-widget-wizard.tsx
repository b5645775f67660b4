import { Refusal } from '@rejoin/client';
import { useState } from 'react';
import { useLeaveQuestion } from '../route/leave-question';
import { useNavigation } from '../route/navigation';
import { Place } from '../shell/place';
import { BasicsFields, ChannelFields } from '../widget/widget-fields';
import { useAdminWords } from '../words/words';
import { WorkstreamFields } from '../workstream/workstream-fields';
import { CreationFailure } from './creation-failure';
import { useNewWidget } from './use-new-widget';
import { WidgetReady } from './widget-ready';
import { Wizard, type Step } from './wizard';

const basicFields = ['/name', '/locale', '/debounceSeconds'];
const channelFields = ['/reconnect', '/allowedOrigins', '/authentication'];

/** Creates a workstream with a chat widget, or adds a chat widget to a workstream. Ends with the code snippet. */
export function NewWidgetWizard({ workstreamId: given }: { workstreamId?: string }) {
  const words = useAdminWords();
  const { go } = useNavigation();
  const [at, setAt] = useState(0);
  const first = given === undefined ? 0 : 1;
  const place = at + first;
  const isDone = place === 3;
  const { ids, workstream, widget, creating } = useNewWidget(given, {
    onCreated: () => {
      setAt(at + 1);
    },
    onRefused: (error) => {
      const fields = error instanceof Refusal ? error.errors : [];
      if (fields.some(({ field }) => basicFields.some((one) => field.startsWith(one)))) setAt(1 - first);
    },
  });
  const { question } = useLeaveQuestion(!isDone && (workstream.isDirty || widget.isDirty));

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
          {creating.error && <CreationFailure error={creating.error} />}
          <ChannelFields form={widget} />
        </>
      ),
    },
    {
      label: words.wizard.done,
      content: (
        <WidgetReady
          widgetId={ids.widget}
          hasOrigins={widget.draft.allowedOrigins.length > 0}
          isNewWorkstream={given === undefined}
        />
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
