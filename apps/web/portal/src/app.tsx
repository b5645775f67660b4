import { useState } from 'preact/hooks';
import { Controls } from './controls-bar';
import { controlsOf } from './controls';
import { CustomerSide } from './customer-side';
import { DeskSide } from './desk-side';
import { Events } from './events';
import { useStory } from './feed';
import { Header } from './header';
import { Region } from './region';
import { Tabs, type TabName } from './tabs';
import { Tour } from './tour-bar';
import { useDevices } from './use-devices';
import { Wire } from './wire';

/** The demo page: a customer, a desk, and the events between them. */
export function App() {
  const story = useStory();
  const { devices, press, look } = useDevices(story);
  const [tab, setTab] = useState<TabName>('customer');
  return (
    <div class="demo" data-tab={tab}>
      <Region>
        <Header story={story} />
      </Region>
      <Region>
        <Tour done={story.done} />
      </Region>
      <Region>
        <Controls controls={controlsOf(story, devices)} press={press} />
      </Region>
      <Region>
        <Wire story={story} device={devices.shown} />
      </Region>
      <Region>
        <Tabs tab={tab} choose={setTab} />
      </Region>
      <main>
        <Region>
          <CustomerSide story={story} devices={devices} look={look} />
        </Region>
        <Region>
          <DeskSide story={story} />
        </Region>
        <Region>
          <Events story={story} />
        </Region>
      </main>
    </div>
  );
}
