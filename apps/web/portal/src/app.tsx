import { useState } from 'preact/hooks';
import { Controls } from './controls-bar';
import { controlsOf } from './controls';
import { CustomerSide } from './customer-side';
import { DeskSide } from './desk-side';
import { Events } from './events';
import { useStory } from './feed';
import { Header } from './header';
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
      <Header story={story} />
      <Tour done={story.done} />
      <Controls controls={controlsOf(story, devices)} press={press} />
      <Wire story={story} device={devices.shown} />
      <Tabs tab={tab} choose={setTab} />
      <main>
        <CustomerSide story={story} devices={devices} look={look} />
        <DeskSide story={story} />
        <Events story={story} />
      </main>
    </div>
  );
}
