import { Badge, Button, Text, tokens } from '@fluentui/react-components';
import { Refusal } from '@rejoin/client';
import { useState } from 'react';
import { useSentence } from '../../../kit/sentence';
import { problemOf } from '../form/field-problem';
import { useFieldName, useValueText } from '../history/value-text';
import { ThingsTable } from '../shell/things-table';
import { useAdminWords } from '../words/words';
import { columnOf, type PlannedRow } from './plan-import';
import type { Results } from './use-import-run';
import { useColumnNames, useImportWords, useRowProblemSentence } from './use-import-words';

interface Props {
  readonly rows: readonly PlannedRow[];
  readonly results: Results;
  readonly names: ReadonlyMap<string, string>;
}

const atFirst = 50;
const colours = { new: 'success', changed: 'brand', unchanged: 'informative', problem: 'danger' } as const;

/** Rows with what each would save, and what became of it. Long lists are shown a part at a time. */
export function ImportTable({ rows, results, names }: Props) {
  const all = useAdminWords();
  const words = useImportWords();
  const columns = useColumnNames();
  const details = useRowDetails(names);
  const [shown, setShown] = useState(atFirst);
  return (
    <>
      <ThingsTable
        label={words.preview}
        things={rows.slice(0, shown)}
        keyOf={({ line }) => String(line)}
        columns={[
          { label: words.line, width: '64px', shown: ({ line }) => line },
          {
            label: columns.login,
            shown: ({ account }) => <bdi style={{ overflowWrap: 'anywhere' }}>{account.settings.login}</bdi>,
          },
          {
            label: columns.displayName,
            isSecondary: true,
            shown: ({ account }) => <bdi>{account.settings.displayName}</bdi>,
          },
          {
            label: columns.roles,
            isSecondary: true,
            shown: ({ account }) => account.settings.roles.map((role) => all.roles[role]).join(', '),
          },
          {
            label: words.result,
            width: '130px',
            shown: (row) => {
              const result = results.get(row.line);
              if (result === 'saved') return <Badge color="success">{words.outcome.saved}</Badge>;
              if (result) return <Badge color="danger">{words.outcome.failed}</Badge>;
              return (
                <Badge appearance="tint" color={colours[row.outcome]}>
                  {words.outcome[row.outcome]}
                </Badge>
              );
            },
          },
          {
            label: words.details,
            width: '40%',
            shown: (row) => (
              <>
                {[...new Set(details(row, results.get(row.line)))].map((text) => (
                  <Text key={text} block size={200} style={{ overflowWrap: 'anywhere' }}>
                    {text}
                  </Text>
                ))}
              </>
            ),
          },
        ]}
      />
      {rows.length > shown && (
        <Button
          style={{ marginBlockStart: tokens.spacingVerticalM }}
          onClick={() => {
            setShown(shown + 200);
          }}
        >
          {words.more}
        </Button>
      )}
    </>
  );
}

/** The sentences about a row: its problems or changes, or why it was not saved. */
export function useRowDetails(names: ReadonlyMap<string, string>) {
  const words = useImportWords();
  const problemSentence = useRowProblemSentence();
  const sentence = useSentence();
  const fieldName = useFieldName();
  const valueText = useValueText(names);
  return (row: PlannedRow, result: ReturnType<Results['get']>): readonly string[] => {
    if (typeof result === 'object') {
      const { error } = result;
      const errors = error instanceof Refusal ? error.errors : [];
      if (errors.length === 0) return [sentence(error)];
      return errors.map((one) =>
        problemSentence({ column: columnOf(one.field), ...problemOf(one, undefined) }),
      );
    }
    if (row.outcome === 'problem') return row.problems.map(problemSentence);
    if (row.outcome === 'new') {
      const { agent } = row;
      return agent ? [agent.version === 0 ? words.newAgent : words.knownAgent] : [];
    }
    const changes = [...row.account.changes, ...(row.agent?.version === 0 ? [] : (row.agent?.changes ?? []))];
    const texts = changes.map((change) =>
      words.change({
        field: fieldName(change.pointer),
        before: valueText(change.pointer, change.old),
        after: valueText(change.pointer, change.new),
      }),
    );
    return [...(row.agent?.version === 0 ? [words.newAgent] : []), ...new Set(texts)];
  };
}
