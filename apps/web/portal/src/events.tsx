import { useState } from 'preact/hooks';
import { EventItem } from './event-item';
import type { Story } from './story';
import { idsInWindows } from './windows';

/** The facts that any other system can read, each as a sentence and as the published message. */
export function Events({ story }: { story: Story }) {
  const [mine, setMine] = useState(false);
  const windows = idsInWindows(story.facts);
  const chosen = mine
    ? story.facts.filter(({ subject }) => subject === story.chat?.conversationId)
    : story.facts;
  return (
    <section class="side events" aria-labelledby="events-title">
      <div class="side-head">
        <h2 id="events-title">Events on NATS</h2>
        <label>
          <input
            type="checkbox"
            checked={mine}
            onChange={({ currentTarget }) => setMine(currentTarget.checked)}
          />
          This chat only
        </label>
      </div>
      <ol class="facts">
        {[...chosen].reverse().map((fact) => (
          <EventItem
            key={fact.id}
            fact={fact}
            inWindow={windows.has(fact.id)}
            deadlineAt={
              fact.subject === story.chat?.conversationId ? story.chat.window?.deadlineAt : undefined
            }
            ahead={story.ahead}
          />
        ))}
      </ol>
      {chosen.length === 0 && <p class="empty">No events. Start a chat as the customer.</p>}
    </section>
  );
}
