import { Button, MessageBar, MessageBarBody, Spinner, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { Refusal } from '@rejoin/client';
import { useMutation } from '@tanstack/react-query';
import { useSentence } from '../../../kit/sentence';
import type { ListShape } from '../list/list-state';
import { useList } from '../list/use-list';
import { Card } from '../shell/card';
import { useConsole } from '../shell/console';
import { Place } from '../shell/place';
import { useAdminWords, useProblemSentence } from '../words/words';
import { auditFilterOf, auditFilters } from './audit-filter';
import { HistoryFilters } from './history-filters';
import { HistoryList } from './history-list';
import { saveFile } from '../../../kit/save-file';

const shape: ListShape = { sorts: ['seq'], filters: auditFilters };

/** The history of changes of all settings. */
export function HistoryPage() {
  const words = useAdminWords();
  const { api } = useConsole();
  const list = useList(shape);
  const filter = auditFilterOf(list.state.filters);
  const exporting = useMutation({
    mutationFn: () => api.exportHistory(filter),
    onSuccess: (file) => {
      saveFile(file, `audit-log-${new Date().toISOString().slice(0, 10)}.csv`);
    },
  });
  const { mutate, reset, isPending, error } = exporting;
  const download = (
    <Button
      icon={isPending ? <Spinner size="tiny" aria-hidden /> : <ArrowDownloadRegular />}
      disabledFocusable={isPending}
      onClick={() => {
        mutate();
      }}
    >
      {words.audit.export}
    </Button>
  );
  const changed = {
    ...list,
    // The reason why the last export failed may not be true of the next filter.
    change: (...change: Parameters<typeof list.change>) => {
      reset();
      list.change(...change);
    },
    filter: (...change: Parameters<typeof list.filter>) => {
      reset();
      list.filter(...change);
    },
  };
  return (
    <Place title={words.history} intro={words.audit.intro} actions={download}>
      <HistoryFilters list={changed} />
      {error && (
        <MessageBar intent="error" layout="multiline" style={{ marginBlockEnd: tokens.spacingVerticalM }}>
          <MessageBarBody>
            <Failure error={error} />
          </MessageBarBody>
        </MessageBar>
      )}
      <Card title={words.audit.changes}>
        <HistoryList filter={filter} {...(list.isNarrowed ? { onClear: list.clear } : {})} />
      </Card>
    </Place>
  );
}

function Failure({ error }: { error: unknown }) {
  const sentence = useSentence();
  const problemSentence = useProblemSentence();
  const problem =
    error instanceof Refusal ? error.errors.find(({ code }) => code === 'too-many-changes') : undefined;
  const maximum = problem?.params?.['maximum'] ?? '';
  return problem ? problemSentence({ code: 'too-many-changes', detail: String(maximum) }) : sentence(error);
}
