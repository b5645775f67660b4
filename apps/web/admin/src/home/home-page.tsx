import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { AddRegular, ChatMultipleRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { Region } from '../../../kit/region';
import type { Overview } from '../api/kinds';
import { HistoryList } from '../history/history-list';
import type { Route } from '../route/route';
import { useNavigation } from '../route/navigation';
import { Card } from '../shell/card';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { Place, WhenLoaded } from '../shell/place';
import { useAdminWords } from '../words/words';
import { headlineOf } from './overview';
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

/** The home page: counts of resources, what is missing, and recent changes. */
export function HomePage() {
  const words = useAdminWords();
  const { api, session } = useConsole();
  const overview = useQuery({ queryKey: ['overview'], queryFn: () => api.overview() });
  return (
    <Place
      title={words.welcome.title({ name: session?.account.displayName ?? '' })}
      intro={words.welcome.intro}
    >
      <WhenLoaded query={overview}>
        {(found) => (
          <>
            <Region>
              <Headline overview={found} />
            </Region>
            <Card
              title={words.welcome.recent}
              actions={<RouteButton to={{ at: 'history' }} label={words.welcome.all} />}
            >
              <HistoryList pageSize={5} isBrief />
            </Card>
          </>
        )}
      </WhenLoaded>
    </Place>
  );
}

function Headline({ overview }: { overview: Overview }) {
  const styles = useStyles();
  const words = useAdminWords();
  const { canChange } = useConsole();
  const headline = headlineOf(overview);
  const { workstreams, widgets, agents } = overview;
  const activeOf = ({ active, all }: Overview['workstreams']) => words.welcome.activeOf({ active, all });
  if (headline === 'begin') {
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
      {headline === 'nobody-works' && (
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
          count={workstreams.all}
          note={activeOf(workstreams)}
        />
        <Tile
          to={{ at: 'workstreams' }}
          title={words.welcome.widgets}
          count={widgets.all}
          note={words.welcome.withReconnect({ on: widgets.withReconnect, all: widgets.active })}
        />
        <Tile to={{ at: 'agents' }} title={words.agents} count={agents.all} note={activeOf(agents)} />
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
