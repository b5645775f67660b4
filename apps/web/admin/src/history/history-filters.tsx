import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AuditAction, AuditWhat } from '@rejoin/contracts';
import { kinds, type Kind } from '../api/kinds';
import { ThingPicker } from '../fields/thing-picker';
import { PickFilter } from '../list/pick-filter';
import type { List } from '../list/use-list';
import { useConsole } from '../shell/console';
import { useAdminWords } from '../words/words';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    marginBlockEnd: tokens.spacingVerticalM,
  },
});

/** The kinds whose resources everybody who reads the audit history may list. */
const listedForAll: readonly Kind[] = ['workstreams', 'widgets', 'agents', 'quick-replies'];

function kindOf(what: string | undefined, canChange: boolean): Kind | undefined {
  const kind = (Object.keys(kinds) as Kind[]).find((one) => kinds[one].what === what);
  return kind !== undefined && (canChange || listedForAll.includes(kind)) ? kind : undefined;
}

/** Filters the audit history by who, what, when and resource. */
export function HistoryFilters({ list }: { list: List }) {
  const styles = useStyles();
  const words = useAdminWords();
  const { canChange } = useConsole();
  const { filters } = list.state;
  const kind = kindOf(filters['what'], canChange);
  const days = [
    ['from', words.audit.from],
    ['until', words.audit.until],
  ] as const;
  return (
    <div className={styles.bar} role="search">
      <PickFilter
        list={{
          ...list,
          filter: (_, what) => {
            const { what: _what, id: _id, ...others } = filters;
            list.change({ filters: what === undefined ? others : { ...others, what } });
          },
        }}
        name="what"
        label={words.audit.kind}
        all={words.audit.everything}
        options={AuditWhat.options.map((what) => [what, words.audit.whats[what]])}
      />
      {kind !== undefined && (
        <Field label={words.audit.resource}>
          <ThingPicker
            key={kind}
            kind={kind}
            value={filters['id'] ?? null}
            none={words.audit.everything}
            width="220px"
            onValue={(id) => {
              list.filter('id', id ?? undefined);
            }}
          />
        </Field>
      )}
      <PickFilter
        list={list}
        name="action"
        label={words.audit.action}
        all={words.audit.everything}
        options={AuditAction.options.map((action) => [action, words.audit.actionNames[action]])}
      />
      {canChange && (
        <Field label={words.audit.by}>
          <ThingPicker
            kind="accounts"
            value={filters['by'] ?? null}
            none={words.audit.everybody}
            width="220px"
            onValue={(by) => {
              list.filter('by', by ?? undefined);
            }}
          />
        </Field>
      )}
      {days.map(([name, label]) => (
        <Field key={name} label={label}>
          <Input
            type="date"
            value={filters[name] ?? ''}
            onChange={(_, { value }) => {
              list.filter(name, value === '' ? undefined : value);
            }}
          />
        </Field>
      ))}
    </div>
  );
}
