import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { Alert } from '@rejoin/contracts';
import { useEffect, useRef, useState } from 'react';
import { useFormats } from '../../../../kit/language';
import { isStale } from '../stale-bar';
import { usePoll } from '../use-poll';
import { useRequest } from '../use-request';
import { keyOf, newAlerts } from '../view/alerts';
import { useSupervisorWords } from '../words/words';
import { soundAlert } from './alert-sound';

const everyMs = 5_000;
const shownAtMost = 3;

const useStyles = makeStyles({
  // It takes its place in the page, so that it never covers a control. Without alerts it takes none, but stays a live region.
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    '&:empty': { position: 'absolute' },
  },
});

interface Props {
  /** The page says already that the server does not answer. */
  readonly isQuiet?: boolean;
}

/** Announces thresholds that are crossed now. Dismissing hides a crossing here, for other supervisors it stays. */
export function AlertBar({ isQuiet = false }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const request = useRequest();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const polled = usePoll({
    queryKey: ['alerts'],
    queryFn: () => request((client) => client.alerts()),
    everyMs,
  });
  const before = useRef<readonly Alert[] | undefined>(undefined);
  const alerts = polled.data?.alerts;
  useEffect(() => {
    if (!alerts) return;
    if (newAlerts(before.current, alerts).length > 0) soundAlert();
    before.current = alerts;
  }, [alerts]);
  const open = (alerts ?? []).filter((alert) => !dismissed.has(keyOf(alert)));
  const dismiss = (which: readonly Alert[]) => {
    setDismissed(new Set([...dismissed, ...which.map(keyOf)]));
  };
  const more = open.slice(shownAtMost);
  return (
    <div className={styles.list} role="log" aria-label={words.alerts.title}>
      {polled.problem && isStale(polled) && !isQuiet && (
        <MessageBar intent="warning">
          <MessageBarBody>{words.alerts.unchecked}</MessageBarBody>
        </MessageBar>
      )}
      {open.slice(0, shownAtMost).map((alert) => (
        <AlertLine key={keyOf(alert)} alert={alert} onDismiss={() => dismiss([alert])} />
      ))}
      {more.length > 0 && (
        <MessageBar intent="warning">
          <MessageBarBody>{words.alerts.more({ count: more.length })}</MessageBarBody>
          <MessageBarActions>
            <Button
              size="small"
              onClick={() => {
                dismiss(open);
              }}
            >
              {words.alerts.dismissAll}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}

function AlertLine({ alert, onDismiss }: { alert: Alert; onDismiss: () => void }) {
  const words = useSupervisorWords();
  const { duration, number, percent, time } = useFormats();
  const { kind, threshold, workstreamName, raisedAt } = alert;
  const limit =
    kind === 'longest-wait'
      ? duration(threshold)
      : kind === 'service-level'
        ? percent(threshold / 100)
        : number(threshold);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          <bdi>{workstreamName}</bdi>
        </MessageBarTitle>
        {kind === 'no-agent' ? words.alerts.kinds[kind] : words.alerts.kinds[kind]({ limit })}{' '}
        {words.alerts.since({ time: time(raisedAt) })}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={words.alerts.dismiss({ workstream: workstreamName })}
            onClick={onDismiss}
          />
        }
      />
    </MessageBar>
  );
}
