import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { WidgetSettings, WorkstreamSettings } from '@rejoin/contracts';
import { useState } from 'react';
import { useLanguage } from '../../../kit/language';
import { newId } from '../api/api';
import { useForm, type Form } from '../form/use-form';
import { useConsole } from '../shell/console';
import { newWidget } from '../widget/new-widget';
import { widgetProblems } from '../widget/widget-problems';
import { newWorkstream, workstreamProblems } from '../workstream/new-workstream';

interface NewWidget {
  readonly ids: { readonly workstream: string; readonly widget: string };
  readonly workstream: Form<WorkstreamSettings>;
  readonly widget: Form<WidgetSettings>;
  readonly creating: UseMutationResult<void, Error, void>;
}

interface Outcomes {
  onCreated(): void;
  onRefused(error: Error): void;
}

/** The draft of a widget, and of its workstream unless that exists. A repeated attempt has the same ids. */
export function useNewWidget(workstreamId: string | undefined, outcomes: Outcomes): NewWidget {
  const { language } = useLanguage();
  const { api } = useConsole();
  const [ids] = useState(() => ({ workstream: workstreamId ?? newId(), widget: newId() }));
  const [start] = useState(() => ({
    workstream: newWorkstream(Intl.DateTimeFormat().resolvedOptions().timeZone),
    widget: newWidget(ids.workstream, language),
  }));
  const workstream = useForm(start.workstream, workstreamProblems);
  const widget = useForm(start.widget, widgetProblems);
  const creating = useMutation({
    mutationFn: async () => {
      if (workstreamId === undefined) await api.store('workstreams', ids.workstream, workstream.tidy);
      await api.store('widgets', ids.widget, widget.tidy);
    },
    onSuccess: () => {
      outcomes.onCreated();
    },
    onError: (error) => {
      widget.refuse(error);
      outcomes.onRefused(error);
    },
  });
  return { ids, workstream, widget, creating };
}
