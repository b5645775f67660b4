import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { AddRegular, ChatMultipleRegular } from '@fluentui/react-icons';
import type { Kinds, Saved } from '../api/kinds';
import { HistoryList } from '../history/history-list';
import { useThingNames } from '../history/who';
import type { Route } from '../route/route';
import { useNavigation } from '../route/navigation';
import { Card } from '../shell/card';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { Place, WhenLoaded } from '../shell/place';
import { useLoaded } from '../shell/use-loaded';
import { useAdminWords } from '../words/words';
import { Tile } from './tile';

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: tokens.spacingHorizontalL,
    marginBlockEnd: tokens.spacingVerticalXL,
  },
  warning: { marginBlockEnd: tokens.spacingVerticalXL },
});

/** What there is, what is missing, and what was changed lately. */
export function HomePage() {
  const words = useAdminWords();
  const { api, session } = useConsole();
  const names = useThingNames();
  const [loaded, reload] = useLoaded('home', async () => {
    const [workstreams, widgets, agents] = await Promise.all([
      api.all('workstreams'),
      api.all('widgets'),
      api.all('agents'),
    ]);
    return { workstreams, widgets, agents };
  });
  return (
    <Place title={words.welcome.title(session?.account.displayName ?? '')} intro={words.welcome.intro}>
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {(found) => (
          <>
            <Overview {...found} />
            <Card
              title={words.welcome.recent}
              actions={<RouteButton to={{ at: 'history' }} label={words.welcome.all} />}
            >
              <HistoryList pageSize={5} isBrief names={names} />
            </Card>
          </>
        )}
      </WhenLoaded>
    </Place>
  );
}

interface Found {
  readonly workstreams: readonly Saved<Kinds['workstreams']>[];
  readonly widgets: readonly Saved<Kinds['widgets']>[];
  readonly agents: readonly Saved<Kinds['agents']>[];
}

function Overview({ workstreams, widgets, agents }: Found) {
  const styles = useStyles();
  const words = useAdminWords();
  const { canChange } = useConsole();
  const activeOf = (things: readonly Saved<{ readonly active: boolean }>[]) =>
    words.welcome.activeOf(things.filter(({ settings }) => settings.active).length, things.length);
  const live = widgets.filter(({ settings }) => settings.active);
  const isWorkedIn = agents.some(({ settings }) => settings.active && settings.workstreamIds.length > 0);
  if (workstreams.length === 0) {
    const create = <RouteButton to={{ at: 'new-workstream' }} label={words.workstream.new} isPrimary />;
    return (
      <div className={styles.warning}>
        <Empty
          icon={<ChatMultipleRegular />}
          title={words.welcome.noWorkstream}
          {...(canChange ? { action: create } : {})}
        >
          {words.welcome.noWorkstreamIntro}
        </Empty>
      </div>
    );
  }
  return (
    <>
      {!isWorkedIn && (
        <MessageBar intent="warning" layout="multiline" className={styles.warning}>
          <MessageBarBody>{words.welcome.nobody}</MessageBarBody>
          <MessageBarActions>
            <RouteButton to={{ at: 'agents' }} label={words.agents} />
          </MessageBarActions>
        </MessageBar>
      )}
      <div className={styles.tiles}>
        <Tile
          to={{ at: 'workstreams' }}
          title={words.workstreams}
          count={workstreams.length}
          note={activeOf(workstreams)}
        />
        <Tile
          to={{ at: 'workstreams' }}
          title={words.welcome.widgets}
          count={widgets.length}
          note={words.welcome.withReconnect(
            live.filter(({ settings }) => settings.reconnect.enabled).length,
            live.length,
          )}
        />
        <Tile to={{ at: 'agents' }} title={words.agents} count={agents.length} note={activeOf(agents)} />
      </div>
    </>
  );
}

function RouteButton({ to, label, isPrimary = false }: { to: Route; label: string; isPrimary?: boolean }) {
  const { go } = useNavigation();
  return (
    <Button
      appearance={isPrimary ? 'primary' : 'subtle'}
      {...(isPrimary ? { icon: <AddRegular /> } : {})}
      onClick={() => {
        go(to);
      }}
    >
      {label}
    </Button>
  );
}
